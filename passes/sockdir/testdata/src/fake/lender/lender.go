// Package lender returns paths in directories that it makes.
package lender

import (
	"os"
	"path/filepath"
)

func SocketPath(name string) (string, error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, name), nil
}
