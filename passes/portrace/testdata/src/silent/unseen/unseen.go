// Package unseen gives ports that another module found to code that cannot be seen, and
// that connects, or never runs.
package unseen

import (
	"fmt"
	"testing"

	"fake/collector/exporter"
	"fake/collector/receiver"
	"fake/freeport"
)

func addr(t *testing.T) string {
	port, err := freeport.GetFreePort()
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("localhost:%d", port)
}

type config struct {
	exporter.ClientConfig
	Endpoint string
}

// An exporter connects, started or not.
func exports(t *testing.T, f exporter.Factory) {
	c := &config{Endpoint: addr(t)}
	e, err := f.Create(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Start(); err != nil {
		t.Error(err)
	}
	e.Shutdown()
}

// So does a client of whatever.
func scrapes(t *testing.T, f receiver.Factory) {
	c := &config{}
	c.ClientConfig.Endpoint = addr(t)
	r, err := f.Create(c)
	if err != nil {
		t.Fatal(err)
	}
	r.Start()
}

type httpClient interface{ Get(url string) error }

func gets(t *testing.T, c httpClient) {
	if c.Get(addr(t)) == nil {
		t.Error("somebody answers")
	}
}

type kafkaDialer interface{ Run(addr string) error }

func dials(t *testing.T, d kafkaDialer) {
	if d.Run(addr(t)) == nil {
		t.Error("somebody answers")
	}
}

// A receiver that is made, and not started.
func creates(t *testing.T, f receiver.Factory) {
	c := &receiver.ServerConfig{Endpoint: addr(t)}
	r, err := f.Create(c)
	if err != nil || r == nil {
		t.Fatal(err)
	}
	r.Shutdown()
}

func createsOnly(t *testing.T, f receiver.Factory) error {
	_, err := f.Create(receiver.ServerConfig{Endpoint: addr(t)})
	return err
}

func createsVariable(t *testing.T, f receiver.Factory) {
	var r receiver.Receiver
	var err error
	r, err = f.Create(&receiver.ServerConfig{Endpoint: addr(t)})
	defer func() { r.Shutdown() }()
	if err != nil {
		t.Fatal(err)
	}
}

// What is looked at, or may be anything.
type validator interface{ Validate(config any) error }

func validates(t *testing.T, v validator) {
	if err := v.Validate(&receiver.ServerConfig{Endpoint: addr(t)}); err == nil {
		t.Error("valid")
	}
}

type store interface{ Put(key, value string) error }

func stores(t *testing.T, s store) {
	if err := s.Put("peer", addr(t)); err != nil {
		t.Error(err)
	}
}

func calls(t *testing.T, check func(addr string) error) {
	if check(addr(t)) == nil {
		t.Error("somebody answers")
	}
}
