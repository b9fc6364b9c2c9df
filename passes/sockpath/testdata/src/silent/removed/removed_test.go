package removed

import (
	"net"
	"os"
	"testing"
)

func TestRemoved(t *testing.T) {
	path := t.TempDir() + "/x"
	os.RemoveAll(path)
	net.Listen("unix", path)
	listen(t, os.Getenv("SOCKET"))
}

func listen(t *testing.T, path string) {
	net.Listen("unix", path)
	t.Cleanup(func() { os.RemoveAll(path) })
}
