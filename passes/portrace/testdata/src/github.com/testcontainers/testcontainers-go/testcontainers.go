// Package testcontainers stands for the real one, of which it has what the tests need.
package testcontainers

import "context"

type ContainerRequest struct {
	Image        string
	ExposedPorts []string
	Env          map[string]string
	Networks     []string
}

type GenericContainerRequest struct {
	ContainerRequest
	Started bool
}

type Container interface{ Terminate(context.Context) error }

var Provider func(GenericContainerRequest) (Container, error)

func GenericContainer(ctx context.Context, req GenericContainerRequest) (Container, error) {
	return Provider(req)
}
