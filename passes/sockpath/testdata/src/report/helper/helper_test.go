package helper

import (
	"testing"

	"fake/server"
)

func TestHelper(t *testing.T) {
	server.Listen("unix", "/tmp/listen.sock") // want `fixed path, "/tmp/listen.sock"`
	server.Listen("tcp", "localhost:0")
	s := &server.Server{Path: "/tmp/start.sock"} // want `fixed path, "/tmp/start.sock"`
	s.Start()
	path := server.Path("/tmp/path.sock") // want `fixed path, "/tmp/path.sock"`
	server.Must(server.Listen("unix", path))
}
