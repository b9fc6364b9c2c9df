// Package parted boxes values whose type no function names but its methods.
package parted

import (
	"io"
	"net"
	"os"
	"path/filepath"
)

type owner struct{ room *room }

type room struct{ dir string }

func (r *room) Close() error { return os.RemoveAll(r.dir) }

func (o *owner) open(later func(io.Closer)) (net.Listener, error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return nil, err
	}
	o.room.dir = dir
	later(o.room)
	return net.Listen("unix", filepath.Join(dir, "s"))
}
