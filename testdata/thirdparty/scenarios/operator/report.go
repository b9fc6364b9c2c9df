// Package operator runs managers of controller-runtime, and forwards ports by client-go.
package operator

import (
	"context"
	"fmt"
	"strconv"

	"github.com/phayes/freeport"
	"k8s.io/apimachinery/pkg/util/httpstream"
	"k8s.io/client-go/tools/portforward"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/manager"
	metrics "sigs.k8s.io/controller-runtime/pkg/metrics/server"
	"sigs.k8s.io/controller-runtime/pkg/webhook"
)

func managerMetrics() {
	port, _ := freeport.GetFreePort() // want `handed to manager.New`
	manager.New(nil, ctrl.Options{Metrics: metrics.Options{BindAddress: fmt.Sprintf(":%d", port)}})
}

func managerHealth(ctx context.Context) {
	port, _ := freeport.GetFreePort() // want `handed to manager.New`
	m, err := manager.New(nil, manager.Options{HealthProbeBindAddress: fmt.Sprintf(":%d", port)})
	if err != nil {
		return
	}
	m.Start(ctx)
}

func managerWebhook() {
	port, _ := freeport.GetFreePort() // want `handed to webhook.NewServer`
	ctrl.NewManager(nil, ctrl.Options{WebhookServer: webhook.NewServer(webhook.Options{Port: port})})
}

// NewManager is a variable that holds manager.New.
func managerThroughVariable() {
	port, _ := freeport.GetFreePort() // want `handed to .*NewManager`
	ctrl.NewManager(nil, ctrl.Options{HealthProbeBindAddress: fmt.Sprintf(":%d", port)})
}

func forwarded(d httpstream.Dialer, stop, ready chan struct{}) error {
	port, _ := freeport.GetFreePort() // want `handed to portforward.New: .*; portforward can choose the port itself: local port 0, then GetPorts`
	f, err := portforward.New(d, []string{fmt.Sprintf("%d:80", port)}, stop, ready, nil, nil)
	if err != nil {
		return err
	}
	return f.ForwardPorts()
}

func forwardedOnAddresses(d httpstream.Dialer, stop, ready chan struct{}) {
	port, _ := freeport.GetFreePort() // want `handed to portforward.NewOnAddresses`
	portforward.NewOnAddresses(d, []string{"localhost"}, []string{strconv.Itoa(port)}, stop, ready, nil, nil)
}
