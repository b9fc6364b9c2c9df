// Package source reads source files. What is checked may be a stranger's: a file may
// be no file, or without an end.
package source

import (
	"bytes"
	"fmt"
	"io"
	"os"
)

// maxSize bounds what is read of a file, in bytes. It is a hundred times what people
// write, and a few times what they generate.
const maxSize = 64 << 20

// Read returns the contents of a regular file, or of one that a symbolic link leads
// to. The error is that of reading, or says that it is no such file or too large.
func Read(name string) ([]byte, error) {
	// Before it is opened: that of a named pipe would wait.
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", name)
	}
	tooLarge := fmt.Errorf("%s is larger than %d MB, and not read", name, maxSize>>20)
	if info.Size() > maxSize {
		return nil, tooLarge
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var content bytes.Buffer
	content.Grow(int(info.Size()) + bytes.MinRead)
	if _, err := content.ReadFrom(io.LimitReader(file, maxSize+1)); err != nil {
		return nil, err
	}
	if content.Len() > maxSize { // it has grown
		return nil, tooLarge
	}
	return content.Bytes(), nil
}
