package advice

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"

	"fake/freeport"
	"github.com/testcontainers/testcontainers-go"
)

// Programs that are known.

func redis() error {
	return exec.Command("redis-server", "--port", strconv.Itoa(freeport.GetPort())).Run() // want `^freeport.GetPort returns a port that is no longer held \(fake/freeport/freeport.go:[0-9]+\), and it is handed to exec.Command: another process can bind it first; redis-server can listen on a Unix socket instead: --port 0 --unixsocket PATH$`
}

func byPath(ctx context.Context) error {
	return exec.CommandContext(ctx, "/usr/sbin/nginx", "-g", fmt.Sprintf("listen %d;", freeport.GetPort())).Run() // want `; nginx can listen on a Unix socket instead: listen unix:PATH$`
}

const brokerName = "mosquitto"

func byConstant() error {
	return exec.Command(brokerName, "-p", strconv.Itoa(freeport.GetPort())).Run() // want `; mosquitto can listen on a Unix socket instead: listener 0 PATH$`
}

var natsBinary = filepath.Join("bin", "nats-server")

func byVariable() error {
	return exec.Command(natsBinary, "-p", strconv.Itoa(freeport.GetPort())).Run() // want `; nats-server can choose the port itself and tell it in a file: -p -1 --ports_file_dir DIR$`
}

func lookedUp() error {
	path, err := exec.LookPath("memcached")
	if err != nil {
		return err
	}
	return exec.Command(path, "-p", strconv.Itoa(freeport.GetPort())).Run() // want `; memcached can listen on a Unix socket instead: -s PATH$`
}

func joined(dir string) error {
	return exec.Command(dir+"/postgres"+".exe", "-p", strconv.Itoa(freeport.GetPort())).Run() // want `; postgres can listen on a Unix socket instead: -c listen_addresses= -c unix_socket_directories=DIR$`
}

// The command is made, and gets the port later.
func later() error {
	cmd := exec.Command("mysqld")
	cmd.Args = append(cmd.Args, fmt.Sprintf("--port=%d", freeport.GetPort())) // want `; mysqld can listen on a Unix socket instead: --skip-networking --socket=PATH$`
	return cmd.Start()
}

type daemon struct{ cmd *exec.Cmd }

func (d *daemon) start() error {
	d.cmd = exec.Command("chromedriver")
	d.cmd.Env = append(os.Environ(), "PORT="+strconv.Itoa(freeport.GetPort())) // want `; chromedriver can choose the port itself and tell it on stdout: --port=0$`
	return d.cmd.Start()
}

func startNode(port int) error {
	return exec.Command("node", "server.js", strconv.Itoa(port)).Run()
}

func inOwnFunction() error {
	return startNode(freeport.GetPort()) // want `; node can inherit the open socket, in ExtraFiles: server.listen\(\{fd: N\}\)$`
}

// What decides is among the arguments.

func forward() error {
	return exec.Command("kubectl", "port-forward", "svc/web", fmt.Sprintf("%d:80", freeport.GetPort())).Run() // want `; kubectl port-forward can choose the port itself and tell it on stdout: :80, not PORT:80$`
}

func run() error {
	args := []string{"run", "--rm"}
	args = append(args, "-p", fmt.Sprintf("%d:80", freeport.GetPort())) // want `; docker run can choose the port itself and tell it by docker port: -p 80, not -p PORT:80$`
	return exec.Command("docker", append(args, "image")...).Run()
}

func tunnel() error {
	return exec.Command("ssh", "-N", "-L", fmt.Sprintf("%d:localhost:80", freeport.GetPort()), "host").Run() // want `; ssh -L can listen on a Unix socket instead: -L PATH:HOST:PORT$`
}

// Not these.

func proxy() error {
	return exec.Command("ssh", "-N", "-D", strconv.Itoa(freeport.GetPort()), "host").Run() // want `another process can bind it first$`
}

func compose() error {
	cmd := exec.Command("docker", "compose", "up")
	cmd.Env = append(os.Environ(), "PORT="+strconv.Itoa(freeport.GetPort())) // want `another process can bind it first$`
	return cmd.Run()
}

// Programs of the code's own.

func itself() error {
	cmd := exec.Command(os.Args[0], "-port", strconv.Itoa(freeport.GetPort())) // want `; pass it the open socket in cmd.ExtraFiles: docs/portrace.md#a-child-of-your-own$`
	return cmd.Start()
}

func executable() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	return exec.Command(self, strconv.Itoa(freeport.GetPort())).Run() // want `; pass it the open socket in ExtraFiles: docs/portrace.md#a-child-of-your-own$`
}

func goRun() error {
	child := exec.Command("go", "run", "./cmd/server", strconv.Itoa(freeport.GetPort())) // want `; build the program first, and pass it the open socket in child.ExtraFiles: docs/portrace.md#a-child-of-your-own$`
	return child.Run()
}

func built(dir string) error {
	bin := filepath.Join(dir, "server")
	if err := exec.Command("go", "build", "-o", bin, "./cmd/server").Run(); err != nil {
		return err
	}
	return exec.Command(bin, strconv.Itoa(freeport.GetPort())).Run() // want `; pass it the open socket in ExtraFiles: docs/portrace.md#a-child-of-your-own$`
}

func build(dir string) string {
	bin := filepath.Join(dir, "tool")
	if err := exec.Command("go", "build", "-o", bin, "./cmd/tool").Run(); err != nil {
		panic(err)
	}
	return bin
}

func builtByFunction(dir string) error {
	return exec.Command(build(dir), strconv.Itoa(freeport.GetPort())).Run() // want `; pass it the open socket in ExtraFiles: docs/portrace.md#a-child-of-your-own$`
}

// Programs that are not known.

func notInTheTable() error {
	return exec.Command("minio", "--address", fmt.Sprintf(":%d", freeport.GetPort())).Run() // want `; see whether minio can bind port 0 and tell which, or listen on a Unix socket$`
}

func parameter(program string) error {
	return exec.Command(program, strconv.Itoa(freeport.GetPort())).Run() // want `; see whether the program can bind port 0 and tell which, or listen on a Unix socket$`
}

// A parameter that is set is still a parameter.
func setParameter(program string) error {
	if program == "" {
		program = "redis-server"
	}
	return exec.Command(program, strconv.Itoa(freeport.GetPort())).Run() // want `; see whether the program can bind port 0 and tell which, or listen on a Unix socket$`
}

func reassigned() error {
	program := "redis-server"
	if runtime.GOOS == "windows" {
		program = "memurai"
	}
	return exec.Command(program, strconv.Itoa(freeport.GetPort())).Run() // want `; see whether the program can bind port 0 and tell which, or listen on a Unix socket$`
}

func commandReassigned(debug bool) error {
	cmd := exec.Command("redis-server")
	if debug {
		cmd = exec.Command("gdb")
	}
	cmd.Env = append(os.Environ(), "PORT="+strconv.Itoa(freeport.GetPort())) // want `; see whether the program can bind port 0 and tell which, or listen on a Unix socket$`
	return cmd.Run()
}

// Other packages can set it.
var RedisBinary = "redis-server"

func exported() error {
	return exec.Command(RedisBinary, strconv.Itoa(freeport.GetPort())).Run() // want `; see whether the program can bind port 0 and tell which, or listen on a Unix socket$`
}

var redisBinary = "redis-server"

func setRedis(set func(*string)) { set(&redisBinary) }

func addressTaken() error {
	return exec.Command(redisBinary, strconv.Itoa(freeport.GetPort())).Run() // want `; see whether the program can bind port 0 and tell which, or listen on a Unix socket$`
}

func shell() error {
	return exec.Command("sh", "-c", fmt.Sprintf("redis-server --port %d", freeport.GetPort())).Run() // want `; see whether the program can bind port 0 and tell which, or listen on a Unix socket$`
}

// Containers.

func publish(ctx context.Context) error {
	port := freeport.GetPort() // want `; leave the host port out, and ask the container for its MappedPort$`
	_, err := testcontainers.GenericContainer(ctx, testcontainers.GenericContainerRequest{
		ContainerRequest: testcontainers.ContainerRequest{
			ExposedPorts: []string{fmt.Sprintf("%d:80", port)},
		},
	})
	return err
}

func inEnvironment(ctx context.Context) error {
	_, err := testcontainers.GenericContainer(ctx, testcontainers.GenericContainerRequest{
		ContainerRequest: testcontainers.ContainerRequest{
			ExposedPorts: []string{"80"},
			Env:          map[string]string{"PORT": strconv.Itoa(freeport.GetPort())}, // want `another process can bind it first$`
		},
	})
	return err
}

func hostNetwork(ctx context.Context) error {
	port := freeport.GetPort() // want `another process can bind it first$`
	_, err := testcontainers.GenericContainer(ctx, testcontainers.GenericContainerRequest{
		ContainerRequest: testcontainers.ContainerRequest{
			ExposedPorts: []string{strconv.Itoa(port)},
			Networks:     []string{"host"},
		},
	})
	return err
}
