// Package operator runs managers of controller-runtime.
package operator

import (
	"context"
	"fmt"

	"github.com/phayes/freeport"
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
