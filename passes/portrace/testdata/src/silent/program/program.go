// Package program gives the address of nobody to programs that connect to it.
package program

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"testing"
)

func dead() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func clients(ctx context.Context) {
	exec.Command("curl", "-s", dead()).Run()
	exec.Command("/usr/bin/wget", "--tries=1", "http://"+dead()).Run()
	exec.CommandContext(ctx, "redis-cli", "-u", "redis://"+dead()).Run()
	cmd := exec.Command("psql", fmt.Sprintf("postgres://u@%s/db", dead()))
	cmd.Stdout = os.Stdout
	if err := cmd.Start(); err == nil {
		cmd.Wait()
	}
}

func url() error {
	return exec.Command("./mytool", "fetch", "http://"+dead()).Run()
}

func links() {
	exec.Command("./mytool", "--source=http://"+dead()+"/index.html").Run()
	args := []string{"fetch", "-O", "-", fmt.Sprintf("http://%s/200", dead())}
	exec.Command("./mytool", args...).Run()
}

func flags() {
	exec.Command("./proxy", "--upstream", dead()).Run()
	exec.Command("./proxy", "--upstream="+dead()).Run()
	exec.Command("./client", "-connect", fmt.Sprintf("tcp://%s", dead())).Run()
}

func proxies(t *testing.T) error {
	t.Setenv("HTTP_PROXY", "http://"+dead())
	if err := os.Setenv("https_proxy", dead()); err != nil {
		return err
	}
	cmd := exec.Command("./client")
	cmd.Env = append(os.Environ(), "ALL_PROXY="+dead(), fmt.Sprintf("HTTPS_PROXY=%s", dead()))
	return cmd.Run()
}

func run(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Stdout = os.Stdout
	return cmd.Run()
}

func runIn(t *testing.T, program string, args []string) {
	t.Helper()
	if err := exec.Command(program, args...).Run(); err != nil {
		t.Fatal(err)
	}
}

func wrapped(t *testing.T) {
	_, port, err := net.SplitHostPort(dead())
	if err != nil {
		t.Fatal(err)
	}
	run("ssh", "-p", port, "localhost")
	run("timeout", "5", "curl", "http://"+dead())
	runIn(t, "redis-cli", []string{"-p", port, "ping"})
}
