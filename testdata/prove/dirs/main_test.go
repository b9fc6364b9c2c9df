package dirs

import (
	"os"
	"testing"
)

var shared string

// TestMain ends the process before what it defers.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "exit") // outcome: proved; fix: helps
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	shared = dir
	os.Exit(m.Run())
}

func TestShared(t *testing.T) {
	bindIn(t, shared)
}
