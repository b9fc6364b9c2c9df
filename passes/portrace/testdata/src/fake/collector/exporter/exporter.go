// Package exporter declares what others implement.
package exporter

// ClientConfig says where to connect to.
type ClientConfig struct{ Endpoint string }

// An Exporter sends.
type Exporter interface {
	Start() error
	Shutdown() error
}

// A Factory makes exporters.
type Factory interface {
	Create(config any) (Exporter, error)
}
