// Package cache keeps what was found out about packages between runs. A result is
// stored by a key that has everything which can change it, so that a result that is
// found is right, and one that is out of date is not found.
package cache

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/cache"
)

// Off is the setting that keeps nothing.
const Off = "off"

// A Store has results in a folder. Several processes may use the folder at once. What
// has not been used for some days is removed.
type Store struct {
	dir   string
	files *cache.Cache
}

// Open opens the store that a user's setting names: a folder, or [Off], or "" for one in
// the user's cache directory. There is no store if the setting is [Off]. The error says
// that the folder can't be made, or that there is no such directory.
func Open(setting string) (*Store, error) {
	if setting == Off {
		return nil, nil
	}
	dir := setting
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return nil, err
		}
		dir = filepath.Join(user, "sockvet")
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	files, err := cache.Open(dir)
	if err != nil {
		return nil, err
	}
	return &Store{dir, files}, explain(dir)
}

// explain puts a file into the folder that says what the others are.
func explain(dir string) error {
	name := filepath.Join(dir, "README")
	if _, err := os.Stat(name); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.WriteFile(name, []byte(readme), 0o666)
}

const readme = `This folder has results that sockvet keeps between runs: see docs/caching.md in
https://github.com/sockvet/sockvet. You can remove it at any time.
`

// Get returns the data that was stored by that key. There is none if it is damaged, or
// is that of another key.
func (s *Store) Get(key Key) (data []byte, ok bool) {
	stored, _, err := s.files.GetBytes(cache.ActionID(key))
	if err != nil {
		return nil, false
	}
	return bytes.CutPrefix(stored, key[:])
}

// Put stores data by a key. The error is that of writing.
func (s *Store) Put(key Key, data []byte) error {
	if err := s.files.PutBytes(cache.ActionID(key), append(key[:], data...)); err != nil {
		return fmt.Errorf("results are not kept: %w", err)
	}
	return nil
}

// Trim removes what has not been used for some days, if that was not done today. The
// error is that of noting that it was done.
func (s *Store) Trim() error { return s.files.Trim() }
