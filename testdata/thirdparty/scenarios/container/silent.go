package container

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"
	moby "github.com/moby/moby/client"
	dockertestdocker "github.com/ory/dockertest/v3/docker"

	dockercontainer "github.com/docker/docker/api/types/container"
	docker "github.com/docker/docker/client"
	"github.com/docker/go-connections/nat"
	fsouza "github.com/fsouza/go-dockerclient"
	"github.com/ory/dockertest/v3"
	"github.com/phayes/freeport"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

// The daemon picks the port.
func dockerPicksThePort(ctx context.Context, c *docker.Client) (string, error) {
	created, err := c.ContainerCreate(ctx, &dockercontainer.Config{Image: "redis"}, &dockercontainer.HostConfig{
		PortBindings: nat.PortMap{"6379/tcp": []nat.PortBinding{{HostIP: "127.0.0.1", HostPort: "0"}}},
	}, nil, nil, "")
	if err != nil {
		return "", err
	}
	inspected, err := c.ContainerInspect(ctx, created.ID)
	if err != nil {
		return "", err
	}
	return inspected.NetworkSettings.Ports["6379/tcp"][0].HostPort, nil
}

func dockertestPicksThePort(pool *dockertest.Pool) error {
	resource, err := pool.Run("redis", "7", nil)
	if err != nil {
		return err
	}
	return pool.Retry(func() error {
		conn, err := net.Dial("tcp", resource.GetHostPort("6379/tcp"))
		if err != nil {
			return err
		}
		return conn.Close()
	})
}

func testcontainersPicksThePort(ctx context.Context) (string, error) {
	c, err := testcontainers.Run(ctx, "redis", testcontainers.WithExposedPorts("6379/tcp"),
		testcontainers.WithWaitStrategy(wait.ForListeningPort("6379/tcp")))
	if err != nil {
		return "", err
	}
	return c.Endpoint(ctx, "")
}

// The listener is held while the container dials it.
func containerDialsTheListener(ctx context.Context) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	port := l.Addr().(*net.TCPAddr).Port
	_, err = testcontainers.GenericContainer(ctx, testcontainers.GenericContainerRequest{
		ContainerRequest: testcontainers.ContainerRequest{
			Image:           "client",
			HostAccessPorts: []int{port},
			Env:             map[string]string{"SERVER": fmt.Sprintf("%s:%d", testcontainers.HostInternal, port)},
		},
		Started: true,
	})
	if err != nil {
		return err
	}
	_, err = l.Accept()
	return err
}

// The name of a container, or a label, is no port of anybody.
func portInTheName(ctx context.Context, c *docker.Client) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	name := "run-" + strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	l.Close()
	_, err = c.ContainerCreate(ctx, &dockercontainer.Config{Image: "redis", Labels: map[string]string{"run": name}}, nil, nil, nil, name)
	return err
}

// A daemon that is not there: the client must say so.
func noDaemon() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	c, err := docker.NewClientWithOpts(docker.WithHost("tcp://"+addr), docker.WithTimeout(time.Second))
	if err != nil {
		return err
	}
	_, err = c.Ping(context.Background())
	return err
}

func noDaemonForFsouza() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	c, err := fsouza.NewClient(fmt.Sprintf("tcp://127.0.0.1:%d", port))
	if err != nil {
		return err
	}
	return c.Ping()
}

func noDaemonForDockertest() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	pool, err := dockertest.NewPool(fmt.Sprintf("tcp://127.0.0.1:%d", port))
	if err != nil {
		return err
	}
	return pool.Client.Ping()
}

// A pool that waits for a server of this process.
func retriedUntilServed(pool *dockertest.Pool) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	addr := l.Addr().String()
	return pool.Retry(func() error {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return err
		}
		return conn.Close()
	})
}

// Constant ports are nobody's hand-over.
func constantPort(ctx context.Context) error {
	_, err := testcontainers.Run(ctx, "redis", testcontainers.WithExposedPorts("16379:6379/tcp"))
	return err
}

func mobyPicksThePort(ctx context.Context, c *moby.Client) error {
	_, err := c.ContainerCreate(ctx, moby.ContainerCreateOptions{
		Config: &container.Config{Image: "redis", Cmd: []string{"--port", "6379"}},
		HostConfig: &container.HostConfig{PortBindings: network.PortMap{
			network.MustParsePort("6379/tcp"): []network.PortBinding{{HostPort: ""}},
		}},
	})
	return err
}

func fsouzaPicksThePort(c *fsouza.Client) error {
	_, err := c.CreateContainer(fsouza.CreateContainerOptions{
		Config:     &fsouza.Config{Image: "redis"},
		HostConfig: &fsouza.HostConfig{PublishAllPorts: true},
	})
	return err
}

func dockertestConstantPort(pool *dockertest.Pool) error {
	_, err := pool.RunWithOptions(&dockertest.RunOptions{
		Repository:   "redis",
		PortBindings: map[dockertestdocker.Port][]dockertestdocker.PortBinding{"6379/tcp": {{HostPort: "16379"}}},
	}, func(config *dockertestdocker.HostConfig) { config.AutoRemove = true })
	return err
}

// The port that the daemon picked is dialled.
func mappedPort(ctx context.Context, c testcontainers.Container) error {
	port, err := c.MappedPort(ctx, "6379/tcp")
	if err != nil {
		return err
	}
	conn, err := net.Dial("tcp", net.JoinHostPort("localhost", port.Port()))
	if err != nil {
		return err
	}
	return conn.Close()
}

// The containers reach servers of this process, which are there.

func dockertestDialsTheListener(pool *dockertest.Pool) error {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return err
	}
	defer l.Close()
	_, err = pool.Run("client", "latest", []string{"SERVER=" + l.Addr().String()})
	return err
}

func optionsDialTheListener(ctx context.Context) error {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return err
	}
	defer l.Close()
	port := l.Addr().(*net.TCPAddr).Port
	_, err = testcontainers.Run(ctx, "client",
		testcontainers.WithHostPortAccess(port),
		testcontainers.WithEnv(map[string]string{"PORT": strconv.Itoa(port)}))
	return err
}

func dockerDialsTestServer(ctx context.Context, c *docker.Client, handler http.Handler) error {
	s := httptest.NewServer(handler)
	defer s.Close()
	_, err := c.ContainerCreate(ctx, &dockercontainer.Config{Image: "client", Env: []string{"SERVER=" + s.URL}}, nil, nil, nil, "")
	return err
}

func modifierKeepsConstants(ctx context.Context) error {
	_, err := testcontainers.GenericContainer(ctx, testcontainers.GenericContainerRequest{
		ContainerRequest: testcontainers.ContainerRequest{
			Image: "redis",
			HostConfigModifier: func(host *container.HostConfig) {
				host.PortBindings = network.PortMap{network.MustParsePort("6379/tcp"): {{HostPort: "16379"}}}
			},
		},
	})
	return err
}
