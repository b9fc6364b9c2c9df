package helper

import (
	"testing"

	"fake/server"
)

func TestHelper(t *testing.T) {
	server.Listen("unix", t.TempDir()+"/x")
	server.Listen("tcp", "/tmp/tcp.sock")
	s := &server.Server{Path: "/tmp/never.sock"}
	_ = s.Path
	_ = server.Path("/tmp/path.sock")
}
