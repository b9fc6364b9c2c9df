package sockapi

// Kubernetes operators and clients. Sources: https://pkg.go.dev/sigs.k8s.io/controller-runtime
// and the files named below.
//
// A manager binds through functions in its options and interfaces: probes and
// profiles when it is made, metrics and webhooks when it starts
// (pkg/manager/manager.go, pkg/metrics/server/server.go, pkg/webhook/server.go).
//
// Whoever makes a port forwarder has it bind the first of two ports "LOCAL:REMOTE", or the
// only one (client-go/tools/portforward/portforward.go: parsePorts, ForwardPorts).
func operatorRows() []Func {
	return []Func{
		row("sigs.k8s.io/controller-runtime/pkg/manager.New",
			binds(Arg(1, "Metrics.BindAddress")), binds(Arg(1, "HealthProbeBindAddress")), binds(Arg(1, "PprofBindAddress"))),
		row("sigs.k8s.io/controller-runtime/pkg/metrics/server.NewServer", binds(Arg(0, "BindAddress"))),
		row("sigs.k8s.io/controller-runtime/pkg/webhook.NewServer", binds(Arg(0, "Port"))),

		row("k8s.io/client-go/tools/portforward.New", bindsFirst(Arg(1, "[]"))),
		row("k8s.io/client-go/tools/portforward.NewOnAddresses", bindsFirst(Arg(2, "[]")))}
}
