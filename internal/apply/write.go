package apply

import (
	"bytes"
	"errors"
	"fmt"
	"os"
)

// ErrChanged says that a file is no longer what was analyzed.
var ErrChanged = errors.New("it was changed while it was checked; run again")

// Check reports whether the file still is what was analyzed.
func (c *Change) Check() error {
	if err := c.regular(); err != nil {
		return err
	}
	content, err := os.ReadFile(c.File)
	if err == nil && !bytes.Equal(content, c.Before) {
		err = fmt.Errorf("%s: not fixed: %w", c.File, ErrChanged)
	}
	return err
}

// regular reports whether there is a regular file: to open another one may take forever.
func (c *Change) regular() error {
	info, err := os.Lstat(c.File)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s: not fixed: it is no regular file any more", c.File)
	}
	return err
}

// errOwner says that nobody but the owner of a file could make the new one be theirs.
var errOwner = errors.New("not fixed: its owner and group cannot be kept")

// Write replaces the file by a new one that has the fixes, its permissions, its owner
// and its group. Whatever goes wrong, the file is either the old or the new one, and
// whole. A signal that ends the process in the middle leaves a hidden file behind, for the
// next change of that file to remove: see [Uninterrupted] for those that can wait.
func (c *Change) Write() error {
	info, err := c.writable()
	if err != nil {
		return err
	}
	temp, err := c.create()
	if err != nil {
		return err
	}
	if err := c.replace(temp, info); err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return nil
}

// writable reports about the file if the user may write to it: to replace it,
// the permissions of its folder would do.
func (c *Change) writable() (os.FileInfo, error) {
	if err := c.regular(); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(c.File, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	return info, errors.Join(err, file.Close())
}

// replace fills temp, closes it, and makes it the file. It checks at the last
// moment that nobody has changed the file meanwhile.
func (c *Change) replace(temp *os.File, old os.FileInfo) error {
	_, err := temp.Write(c.After)
	if err == nil && !keepOwner(temp, old) {
		err = fmt.Errorf("%s: %w", c.File, errOwner)
	}
	if err == nil {
		err = temp.Chmod(old.Mode()) // last: a new owner takes some of it away
	}
	if err == nil {
		err = temp.Sync() // else, after a crash, the new name may have no content
	}
	if err := errors.Join(err, temp.Close(), c.Check()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), c.File)
}
