package sockapi

import "slices"

// Containers: the daemon publishes ports on the host, and starts processes that
// may share the network of the host. Only the configuration that says so
// counts: names, labels and mounts are nobody's port.
//
// Sources: https://pkg.go.dev/github.com/docker/docker/client,
// https://pkg.go.dev/github.com/moby/moby/client and the pages of the other packages.
func containerRows() []Func {
	return []Func{
		row("(*github.com/docker/docker/client.Client).ContainerCreate", containerStarts(Arg(1), Arg(2))...),
		row("(github.com/docker/docker/client.ContainerAPIClient).ContainerCreate", containerStarts(Arg(1), Arg(2))...),
		row("(*github.com/moby/moby/client.Client).ContainerCreate", containerStarts(Arg(1, "Config"), Arg(1, "HostConfig"))...),
		row("(github.com/moby/moby/client.ContainerAPIClient).ContainerCreate", containerStarts(Arg(1, "Config"), Arg(1, "HostConfig"))...),
		row("(*github.com/fsouza/go-dockerclient.Client).CreateContainer", containerStarts(Arg(0, "Config"), Arg(0, "HostConfig"))...),
		row("(*github.com/ory/dockertest/v3/docker.Client).CreateContainer", containerStarts(Arg(0, "Config"), Arg(0, "HostConfig"))...),

		// testcontainers asks a provider, an interface (generic.go). Its options are
		// functions that change the request: all that they were made of is in them.
		row("github.com/testcontainers/testcontainers-go.GenericContainer", slices.Concat(
			fromEach(starts, Arg(1), requestFields...), fromEach(calls, Arg(1), requestModifiers...))...),
		row("github.com/testcontainers/testcontainers-go.Run", starts(Arg(2))),
		row("github.com/testcontainers/testcontainers-go.CustomizeRequest", slices.Concat(
			fromEach(toOption, Arg(0), requestFields...), fromEach(calls, Arg(0), requestModifiers...))...),
		row("github.com/testcontainers/testcontainers-go.WithConfigModifier", carries(Arg(0), Ret(0)), calls(Arg(0))),
		row("github.com/testcontainers/testcontainers-go.WithHostConfigModifier", carries(Arg(0), Ret(0)), calls(Arg(0)))}
}

// requestFields are the fields of a GenericContainerRequest that end up in a
// container's configuration, and requestModifiers the functions among them.
var (
	requestFields = []string{
		"ContainerRequest.ExposedPorts", "ContainerRequest.Env", "ContainerRequest.Cmd", "ContainerRequest.Entrypoint",
		"ContainerRequest.ConfigModifier", "ContainerRequest.HostConfigModifier",
	}
	requestModifiers = []string{"ContainerRequest.ConfigModifier", "ContainerRequest.HostConfigModifier"}
)

// toOption is the effect of a function that makes an option of what is at place.
func toOption(place Place) Effect { return carries(place, Ret(0)) }

// fromEach returns an effect for each of the paths below place.
func fromEach(effect func(Place) Effect, place Place, paths ...string) []Effect {
	var effects []Effect
	for _, path := range paths {
		effects = append(effects, effect(place.below(path)))
	}
	return effects
}

// containerStarts is what creating a container does, given its configuration
// and that of its host.
func containerStarts(config, host Place) []Effect {
	return []Effect{
		starts(config.below("Env")), starts(config.below("Cmd")), starts(config.below("Entrypoint")),
		starts(host.below("PortBindings.[].[].HostPort")),
	}
}
