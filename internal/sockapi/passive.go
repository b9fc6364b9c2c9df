package sockapi

import "slices"

// passive are packages whose interfaces are called everywhere, and have no method that
// binds, serves or closes a socket, or removes a file.
var passive = []string{"context", "fmt", "io/fs", "testing", "github.com/onsi/gomega/types"}

// IsPassive reports whether the methods of the interfaces that the package at path
// declares do nothing to sockets and files.
func IsPassive(path string) bool { return slices.Contains(passive, path) }
