// Package server is a library as there are many: its servers are behind an
// interface, its configuration is nested, and it names functions of std anew.
package server

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
)

// Listen is that of package net.
var Listen = net.Listen

// Chosen is set by whoever imports the package.
var Chosen func(network, address string) (net.Listener, error)

// A Server serves.
type Server interface {
	Start() error
	Serve(addr string) error
}

type Rest struct{ Port int }

type Config struct {
	Rest
	Name string
}

type engine struct{ conf Rest }

func (e *engine) start() error { return http.ListenAndServe(fmt.Sprintf(":%d", e.conf.Port), nil) }

type inner struct{ engine *engine }

func (i *inner) Start() error { return i.engine.start() }

type impl struct {
	conf  Config
	inner *inner
}

func (s *impl) Start() error            { return s.inner.Start() }
func (s *impl) Serve(addr string) error { return http.ListenAndServe(addr, nil) }

// New returns a server.
func New(c Config) Server { return &impl{c, &inner{&engine{c.Rest}}} }

// A Client connects.
type Client interface{ Connect(addr string) error }

type client struct{}

func (client) Connect(addr string) error {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	return c.Close()
}

// NewClient returns a client.
func NewClient() Client { return client{} }

// An Optional may hold an endpoint.
type Optional struct {
	value Endpoint
	set   bool
}

type Endpoint struct{ Addr string }

// Get returns what o holds.
func (o *Optional) Get() *Endpoint {
	o.set = true
	return &o.value
}

// Options are those of [Serve].
type Options struct{ HTTP, GRPC Optional }

// Serve serves HTTP.
func Serve(o *Options) error { return http.ListenAndServe(o.HTTP.Get().Addr, nil) }

// A Socket is that of a message queue: its transports are in a table.
type Socket interface {
	Listen(endpoint string) error
	Dial(endpoint string) error
}

type transport interface {
	Listen(ctx context.Context, addr string) (net.Listener, error)
}

type tcp struct{}

func (tcp) Listen(ctx context.Context, addr string) (net.Listener, error) {
	return new(net.ListenConfig).Listen(ctx, "tcp", addr)
}

type other struct{ transport }

type socket struct{ transports map[string]transport }

func (s *socket) Listen(endpoint string) error {
	name, addr, _ := strings.Cut(endpoint, "://")
	_, err := s.transports[name].Listen(context.Background(), addr)
	return err
}

func (s *socket) Dial(endpoint string) error {
	_, addr, _ := strings.Cut(endpoint, "://")
	_, err := net.Dial("tcp", addr)
	return err
}

// NewSocket returns a socket.
func NewSocket() Socket { return &socket{map[string]transport{"tcp": tcp{}, "other": other{}}} }

var names []string

// Named captures nothing that its callers know of.
var Named = named("x")

func named(prefix string) func(string) string {
	seen := 0
	return func(name string) string {
		seen++
		names = append(names, name)
		return prefix + name
	}
}

// Record leaves what it is given in a variable.
var Record = func(name string) { names = append(names, name) }
