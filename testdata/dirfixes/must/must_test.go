package must_test

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestListen(t *testing.T) {
	dir := must(os.MkdirTemp("", "must"))
	l := must(net.Listen("unix", filepath.Join(dir, "s")))
	defer l.Close()
	must(net.Dial("unix", l.Addr().String())).Close()
}
