// Package memory leaves ports in memory that has several names.
package memory

import (
	"context"
	"iter"
	"maps"
	"net"
	"net/http"
	"slices"
	"sync"
	"testing"
)

type config struct {
	Addr string
	HTTP struct{ Addr string }
}

var current = &config{}

func get() *config { return current }

func serveCurrent() error { return http.ListenAndServe(current.Addr, nil) }

func throughGetter() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	get().Addr = l.Addr().String()
	l.Close() // want `port of l is handed to http.ListenAndServe after l.Close`
	go serveCurrent()
}

var (
	once   sync.Once
	single *config
)

func instance() *config {
	once.Do(func() { single = &config{} })
	return single
}

func serveInstance() error { return http.ListenAndServe(instance().HTTP.Addr, nil) }

func throughSingleton() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	c := instance()
	c.HTTP.Addr = l.Addr().String()
	l.Close() // want `port of l is handed to http.ListenAndServe after l.Close`
	go serveInstance()
}

type app struct{ cfg *config }

func (a *app) config() *config { return a.cfg }
func (a *app) serve() error    { return http.ListenAndServe(a.config().Addr, nil) }

func throughMethod() {
	a := &app{&config{}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a.config().Addr = l.Addr().String()
	l.Close() // want `port of l is handed to serve \(http.ListenAndServe\) after l.Close`
	a.serve()
}

type builder struct{ env map[string]string }

func (b *builder) named(string) *builder { return b }
func (b *builder) with(k, v string) *builder {
	b.env[k] = v
	return b
}

func (b *builder) run() {
	for _, v := range b.env {
		net.Listen("tcp", v)
	}
}

func fluent() {
	b := &builder{env: map[string]string{}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	b.named("x").with("addr", l.Addr().String()).named("y")
	l.Close() // want `port of l is handed to run \(net.Listen\) after l.Close`
	b.run()
}

func pointers() {
	var a, b string
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	for _, p := range []*string{&a, &b} {
		*p = l.Addr().String()
	}
	l.Close() // want `port of l is handed to net.Listen after l.Close`
	net.Listen("tcp", b)
}

func elements() {
	all := map[string]*config{"a": {}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	for _, c := range all {
		c.Addr = l.Addr().String()
	}
	l.Close() // want `port of l is handed to net.Listen after l.Close`
	net.Listen("tcp", all["a"].Addr)
}

func array() error {
	var ls [2]net.Listener
	var addrs []string
	for i := range ls {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return err
		}
		ls[i] = l
		addrs = append(addrs, l.Addr().String())
	}
	for _, l := range ls {
		l.Close() // want `port of l is handed to net.Listen after l.Close`
	}
	_, err := net.Listen("tcp", addrs[0])
	return err
}

func byKey() error {
	ls := map[string]net.Listener{}
	var addrs []string
	for _, name := range []string{"a", "b"} {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return err
		}
		ls[name] = l
		addrs = append(addrs, l.Addr().String())
	}
	for name := range ls {
		ls[name].Close() // want `port of l is handed to net.Listen after ls\[name\].Close`
	}
	_, err := net.Listen("tcp", addrs[0])
	return err
}

func TestTable(t *testing.T) {
	tests := []struct{ name, addr string }{{"a", ""}, {"b", ""}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	tests[0].addr = l.Addr().String()
	l.Close() // want `port of l is handed to net.Listen after l.Close`
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			net.Listen("tcp", tc.addr)
		})
	}
}

func syncMap() error {
	var m sync.Map
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	m.Store("a", l.Addr().String())
	l.Close() // want `port of l is handed to net.Listen after l.Close`
	if v, ok := m.Load("a"); ok {
		_, err = net.Listen("tcp", v.(string))
	}
	return err
}

func syncMapRange() error {
	var m sync.Map
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	m.Store("a", l.Addr().String())
	l.Close() // want `port of l is handed to net.Listen after l.Close`
	m.Range(func(_, v any) bool {
		_, err := net.Listen("tcp", v.(string))
		return err == nil
	})
	return nil
}

type key struct{}

func inContext(ctx context.Context) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	ctx = context.WithValue(ctx, key{}, &config{Addr: l.Addr().String()})
	l.Close() // want `port of l is handed to fromContext \(net.Listen\) after l.Close`
	fromContext(ctx)
}

func fromContext(ctx context.Context) {
	if c, ok := ctx.Value(key{}).(*config); ok {
		net.Listen("tcp", c.Addr)
	}
}

func iterators() {
	m := map[string]string{}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	m["a"] = l.Addr().String()
	l.Close() // want `port of l is handed to net.Listen after l.Close`
	for _, v := range slices.Backward(slices.Sorted(maps.Values(m))) {
		net.Listen("tcp", v)
	}
}

func each(all iter.Seq[string]) {
	for a := range all {
		net.Listen("tcp", a)
	}
}

func handedIterator() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	all := []string{l.Addr().String()}
	l.Close() // want `port of l is handed to each \(net.Listen\) after l.Close`
	each(slices.Values(all))
}

var settings config

func address() *config { return &settings }

func (c *config) setAddr(addr string) { c.Addr = addr }

func serveAddress() error { return http.ListenAndServe(address().Addr, nil) }

func throughAddress() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	address().setAddr(l.Addr().String())
	l.Close() // want `port of l is handed to http.ListenAndServe after l.Close`
	go serveAddress()
}

func inRequest(r *http.Request) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	r = r.WithContext(context.WithValue(r.Context(), key{}, l.Addr().String()))
	l.Close() // want `port of l is handed to net.Listen after l.Close`
	net.Listen("tcp", r.Context().Value(key{}).(string))
}
