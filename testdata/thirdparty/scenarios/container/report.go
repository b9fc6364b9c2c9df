// Package container publishes ports of containers on ports of the host.
package container

import (
	"context"
	"fmt"
	"strconv"

	dockercontainer "github.com/docker/docker/api/types/container"
	docker "github.com/docker/docker/client"
	"github.com/docker/go-connections/nat"
	fsouza "github.com/fsouza/go-dockerclient"
	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"
	moby "github.com/moby/moby/client"
	"github.com/ory/dockertest/v3"
	dockertestdocker "github.com/ory/dockertest/v3/docker"
	"github.com/phayes/freeport"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/modules/redis"
)

func dockerPortBindings(ctx context.Context, c *docker.Client) {
	port, _ := freeport.GetFreePort() // want `handed to Client.ContainerCreate`
	c.ContainerCreate(ctx, &dockercontainer.Config{Image: "redis"}, &dockercontainer.HostConfig{
		PortBindings: nat.PortMap{"6379/tcp": []nat.PortBinding{{HostIP: "127.0.0.1", HostPort: strconv.Itoa(port)}}},
	}, nil, nil, "")
}

func dockerThroughInterface(ctx context.Context, c docker.ContainerAPIClient) {
	port, _ := freeport.GetFreePort() // want `handed to ContainerAPIClient.ContainerCreate`
	host := &dockercontainer.HostConfig{PortBindings: nat.PortMap{}}
	host.PortBindings["6379/tcp"] = []nat.PortBinding{{HostPort: strconv.Itoa(port)}}
	c.ContainerCreate(ctx, &dockercontainer.Config{Image: "redis"}, host, nil, nil, "")
}

func dockerPortSpecs(ctx context.Context, c *docker.Client) {
	port, _ := freeport.GetFreePort() // want `handed to Client.ContainerCreate`
	exposed, bindings, err := nat.ParsePortSpecs([]string{fmt.Sprintf("127.0.0.1:%d:6379/tcp", port)})
	if err != nil {
		return
	}
	c.ContainerCreate(ctx, &dockercontainer.Config{Image: "redis", ExposedPorts: exposed},
		&dockercontainer.HostConfig{PortBindings: bindings}, nil, nil, "")
}

func dockerHostNetwork(ctx context.Context, c *docker.Client) {
	port, _ := freeport.GetFreePort() // want `handed to Client.ContainerCreate`
	c.ContainerCreate(ctx, &dockercontainer.Config{Image: "redis", Cmd: []string{"--port", strconv.Itoa(port)}},
		&dockercontainer.HostConfig{NetworkMode: "host"}, nil, nil, "")
}

func mobyPortBindings(ctx context.Context, c *moby.Client) {
	port, _ := freeport.GetFreePort() // want `handed to Client.ContainerCreate`
	c.ContainerCreate(ctx, moby.ContainerCreateOptions{
		Config: &container.Config{Image: "redis"},
		HostConfig: &container.HostConfig{PortBindings: network.PortMap{
			network.MustParsePort("6379/tcp"): []network.PortBinding{{HostPort: strconv.Itoa(port)}},
		}},
	})
}

func fsouzaPortBindings(c *fsouza.Client) {
	port, _ := freeport.GetFreePort() // want `handed to Client.CreateContainer`
	c.CreateContainer(fsouza.CreateContainerOptions{
		Config: &fsouza.Config{Image: "redis"},
		HostConfig: &fsouza.HostConfig{PortBindings: map[fsouza.Port][]fsouza.PortBinding{
			"6379/tcp": {{HostPort: strconv.Itoa(port)}},
		}},
	})
}

func dockertestPortBindings(pool *dockertest.Pool) {
	port, _ := freeport.GetFreePort() // want `handed to Pool.RunWithOptions`
	pool.RunWithOptions(&dockertest.RunOptions{
		Repository: "redis",
		PortBindings: map[dockertestdocker.Port][]dockertestdocker.PortBinding{
			"6379/tcp": {{HostPort: strconv.Itoa(port)}},
		},
	})
}

func dockertestHostConfig(pool *dockertest.Pool) {
	port, _ := freeport.GetFreePort() // want `handed to Pool.RunWithOptions`
	pool.RunWithOptions(&dockertest.RunOptions{Repository: "redis"}, func(config *dockertestdocker.HostConfig) {
		config.PortBindings = map[dockertestdocker.Port][]dockertestdocker.PortBinding{"6379/tcp": {{HostPort: strconv.Itoa(port)}}}
	})
}

func testcontainersExposedPorts(ctx context.Context) {
	port, _ := freeport.GetFreePort() // want `handed to testcontainers.GenericContainer`
	testcontainers.GenericContainer(ctx, testcontainers.GenericContainerRequest{
		ContainerRequest: testcontainers.ContainerRequest{
			Image:        "redis",
			ExposedPorts: []string{fmt.Sprintf("%d:6379/tcp", port)},
		},
		Started: true,
	})
}

func testcontainersModifier(ctx context.Context) {
	port, _ := freeport.GetFreePort() // want `handed to testcontainers.GenericContainer`
	request := testcontainers.ContainerRequest{Image: "redis", ExposedPorts: []string{"6379/tcp"}}
	request.HostConfigModifier = func(host *container.HostConfig) {
		host.PortBindings = network.PortMap{
			network.MustParsePort("6379/tcp"): {{HostPort: strconv.Itoa(port)}},
		}
	}
	testcontainers.GenericContainer(ctx, testcontainers.GenericContainerRequest{ContainerRequest: request, Started: true})
}

func testcontainersOptions(ctx context.Context) {
	port, _ := freeport.GetFreePort() // want `handed to testcontainers.Run`
	testcontainers.Run(ctx, "redis", testcontainers.WithExposedPorts(fmt.Sprintf("%d:6379/tcp", port)))
}

func testcontainersModifierOption(ctx context.Context) {
	port, _ := freeport.GetFreePort() // want `handed to testcontainers.Run`
	testcontainers.Run(ctx, "redis", testcontainers.WithHostConfigModifier(func(host *container.HostConfig) {
		host.PortBindings = network.PortMap{
			network.MustParsePort("6379/tcp"): {{HostPort: strconv.Itoa(port)}},
		}
	}))
}

func testcontainersModule(ctx context.Context) {
	port, _ := freeport.GetFreePort() // want `handed to redis.Run`
	redis.Run(ctx, "redis:7", testcontainers.WithExposedPorts(fmt.Sprintf("%d:6379/tcp", port)))
}

func testcontainersLiteralOption(ctx context.Context) {
	port, _ := freeport.GetFreePort() // want `handed to testcontainers.Run`
	testcontainers.Run(ctx, "redis", testcontainers.CustomizeRequestOption(func(request *testcontainers.GenericContainerRequest) error {
		request.ExposedPorts = append(request.ExposedPorts, fmt.Sprintf("%d:6379/tcp", port))
		return nil
	}))
}

func testcontainersCustomizedRequest(ctx context.Context) {
	port, _ := freeport.GetFreePort() // want `handed to testcontainers.Run`
	testcontainers.Run(ctx, "redis", testcontainers.CustomizeRequest(testcontainers.GenericContainerRequest{
		ContainerRequest: testcontainers.ContainerRequest{ExposedPorts: []string{fmt.Sprintf("%d:6379/tcp", port)}},
	}))
}
