// Package unseen gives ports that another module found to code that cannot be seen, and
// that listens, by all that is in sight.
package unseen

import (
	"fmt"
	"testing"

	"fake/collector/receiver"
	"fake/freeport"
)

func starts(t *testing.T, f receiver.Factory) {
	port, _ := freeport.GetFreePort() // want "returns a port that is no longer held .*, and it is handed to Factory.Create"
	r, err := f.Create(&receiver.ServerConfig{Endpoint: fmt.Sprintf("localhost:%d", port)})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Start(); err != nil {
		t.Error(err)
	}
}

func startsInGoroutine(t *testing.T, f receiver.Factory) {
	port, _ := freeport.GetFreePort() // want "returns a port that is no longer held .*, and it is handed to Factory.Create"
	r, err := f.Create(&receiver.ServerConfig{Endpoint: fmt.Sprintf("localhost:%d", port)})
	if err != nil {
		t.Fatal(err)
	}
	go func() { r.Start() }()
}

func start(r receiver.Receiver) error { return r.Start() }

func startsByHelper(t *testing.T, f receiver.Factory) {
	port, _ := freeport.GetFreePort() // want "returns a port that is no longer held .*, and it is handed to Factory.Create"
	r, err := f.Create(&receiver.ServerConfig{Endpoint: fmt.Sprintf("localhost:%d", port)})
	if err != nil {
		t.Fatal(err)
	}
	start(r)
}

type app interface{ Run(addr string) error }

func runs(a app) error {
	port, _ := freeport.GetFreePort() // want "returns a port that is no longer held .*, and it is handed to app.Run"
	return a.Run(fmt.Sprintf("localhost:%d", port))
}

type test struct{ startServer func(port int) error }

func runsField(t test) error {
	port, _ := freeport.GetFreePort() // want "returns a port that is no longer held .*, and it is handed to a function value"
	return t.startServer(port)
}
