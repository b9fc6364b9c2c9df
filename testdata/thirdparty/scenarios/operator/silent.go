package operator

import (
	"context"
	"fmt"
	"net"
	"net/http"

	"github.com/phayes/freeport"
	"k8s.io/apimachinery/pkg/util/httpstream"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/portforward"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/manager"
	metrics "sigs.k8s.io/controller-runtime/pkg/metrics/server"
	"sigs.k8s.io/controller-runtime/pkg/webhook"
)

// The kernel picks the ports.
func anyPort(config *rest.Config) (manager.Manager, error) {
	return manager.New(config, manager.Options{
		Metrics:                metrics.Options{BindAddress: "127.0.0.1:0"},
		HealthProbeBindAddress: "0",
		WebhookServer:          webhook.NewServer(webhook.Options{Port: 9443}),
	})
}

// An extra server of the manager takes the listener itself.
func listenerKept(m manager.Manager, handler http.Handler) (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	addr := l.Addr().String()
	return addr, m.Add(&manager.Server{Name: "api", Server: &http.Server{Handler: handler}, Listener: l})
}

// The API server is not there: the client has to say so.
func noAPIServer() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	c, err := client.New(&rest.Config{Host: addr}, client.Options{})
	if err != nil {
		return err
	}
	return c.List(context.Background(), nil)
}

// The manager dials what the helper has found, and binds a port of its own.
func noAPIServerForManager() (manager.Manager, error) {
	port, err := freeport.GetFreePort()
	if err != nil {
		return nil, err
	}
	return manager.New(&rest.Config{Host: fmt.Sprintf("127.0.0.1:%d", port)}, manager.Options{
		Metrics: metrics.Options{BindAddress: "0"},
	})
}

// The free port is that of the pod, and any port is forwarded to it.
func remotePort(d httpstream.Dialer, stop, ready chan struct{}) error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	if _, err := portforward.New(d, []string{fmt.Sprintf(":%d", port)}, stop, ready, nil, nil); err != nil {
		return err
	}
	_, err = portforward.New(d, []string{fmt.Sprintf("8080:%d", port)}, stop, ready, nil, nil)
	return err
}
