// Package wrapper starts programs by functions that pass the words of a command on.
package wrapper

import (
	"fmt"
	"net"
	"os/exec"
	"strconv"
)

func docker(args ...string) error { return exec.Command("docker", args...).Run() }

func dockerRun() {
	l, _ := net.Listen("tcp", ":0")
	l.Close() // want `handed to docker \(exec.Command\) after l.Close: .*; docker run can choose the port itself and tell it by docker port: -p 80, not -p PORT:80$`
	docker("run", "-p", fmt.Sprintf("%d:80", l.Addr().(*net.TCPAddr).Port), "nginx")
}

func dockerExec() {
	l, _ := net.Listen("tcp", ":0")
	l.Close() // want `handed to docker \(exec.Command\) after l.Close: another process can bind it first$`
	docker("exec", "nginx", "--port", strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
}

func shell(log func(string), name string, args ...string) {
	out, _ := exec.Command(name, args...).CombinedOutput()
	log(string(out))
}

func podman(log func(string)) {
	l, _ := net.Listen("tcp", ":0")
	l.Close() // want `; podman run can choose the port itself and tell it by podman port: -p 80, not -p PORT:80$`
	shell(log, "podman", "run", "-p", strconv.Itoa(l.Addr().(*net.TCPAddr).Port)+":80", "nginx")
}

func container(image string, port int) {
	args := []string{"run", "-p", fmt.Sprintf("%d:80", port)}
	docker(append(args, image)...)
}

func between() {
	l, _ := net.Listen("tcp", ":0")
	l.Close() // want `handed to container \(exec.Command\) after l.Close: .*; docker run can choose the port itself`
	container("nginx", l.Addr().(*net.TCPAddr).Port)
}

func redis(args ...string) *exec.Cmd {
	cmd := exec.Command("redis-server", append([]string{"--save", ""}, args...)...)
	cmd.Start()
	return cmd
}

func appended() {
	l, _ := net.Listen("tcp", ":0")
	l.Close() // want `; redis-server can listen on a Unix socket instead: --port 0 --unixsocket PATH$`
	redis("--port", strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
}

// Which of the two it is cannot be told.
func either(port int) {
	docker("run", "-p", fmt.Sprintf("%d:80", port), "nginx")
	docker("exec", "nginx", "--port", strconv.Itoa(port))
}

func twice() {
	l, _ := net.Listen("tcp", ":0")
	l.Close() // want `handed to either \(exec.Command\) after l.Close: another process can bind it first$`
	either(l.Addr().(*net.TCPAddr).Port)
}
