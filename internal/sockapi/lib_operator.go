package sockapi

// Kubernetes operators. Sources: https://pkg.go.dev/sigs.k8s.io/controller-runtime
// and the files named below.
//
// A manager binds through functions in its options and interfaces: probes and
// profiles when it is made, metrics and webhooks when it starts
// (pkg/manager/manager.go, pkg/metrics/server/server.go, pkg/webhook/server.go).
func operatorRows() []Func {
	return []Func{
		row("sigs.k8s.io/controller-runtime/pkg/manager.New",
			binds(Arg(1, "Metrics.BindAddress")), binds(Arg(1, "HealthProbeBindAddress")), binds(Arg(1, "PprofBindAddress"))),
		row("sigs.k8s.io/controller-runtime/pkg/metrics/server.NewServer", binds(Arg(0, "BindAddress"))),
		row("sigs.k8s.io/controller-runtime/pkg/webhook.NewServer", binds(Arg(0, "Port")))}
}
