// Package receiver declares what others implement.
package receiver

// ServerConfig says where to listen.
type ServerConfig struct{ Endpoint string }

// A Receiver listens once it is started.
type Receiver interface {
	Start() error
	Shutdown() error
}

// A Factory makes receivers.
type Factory interface {
	Create(config any) (Receiver, error)
}
