package thirdparty

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health/grpc_health_v1"
)

// TestFixes fixes the program in the folder fixes, and checks that the servers of
// all frameworks in it still answer at the address that they announce.
func TestFixes(t *testing.T) {
	checkFixes(t, "fixes", []string{"gin", "fiber2", "fiber3", "fasthttp", "iris", "exporter", "ssh", "smtp", "grpc"})
}

// TestHelperFixes does the same with the folder helperfixes and the wider fixes.
func TestHelperFixes(t *testing.T) {
	checkFixes(t, "helperfixes", []string{"echo4", "dns", "miniredis", "raft"}, "-portrace.fix=helpers")
}

// checkFixes fixes the program in a folder with the flags, runs it with each of the
// names, and asks for an answer.
func checkFixes(t *testing.T, folder string, names []string, flags ...string) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum", folder + "/main.go"} {
		copyFile(t, name, filepath.Join(dir, name))
	}
	sockvet := build(t, "../..", "./cmd/sockvet")
	pattern := "./" + folder
	if fixed := runIn(t, dir, sockvet, append(flags, "-fix", pattern)...); strings.Count(fixed, "fixed: ") != len(names) {
		t.Fatalf("want %d fixes:\n%s", len(names), fixed)
	}
	if left := runIn(t, dir, sockvet, append(flags, pattern)...); left != "" {
		t.Errorf("still there:\n%s", left)
	}
	program := build(t, dir, pattern)
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			at := start(t, ctx, program, name)
			if err := ask(ctx, at); err != nil {
				t.Errorf("%s: %v", at, err)
			}
		})
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// runIn runs a command that has to succeed, and returns what it prints.
func runIn(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}

// start starts a server, which is killed when the test ends, and returns the URL
// that it announces.
func start(t *testing.T, ctx context.Context, program, framework string) *url.URL {
	t.Helper()
	ctx, cancel := context.WithCancel(ctx)
	cmd := exec.CommandContext(ctx, program, framework)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		if err := cmd.Wait(); err == nil {
			t.Error("the server ended on its own")
		}
	})
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if text, ok := strings.CutPrefix(lines.Text(), "serving: "); ok {
			at, err := url.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
	}
	t.Fatalf("no address was announced: %v", lines.Err())
	return nil
}

// ask checks that a server answers in its protocol.
func ask(ctx context.Context, at *url.URL) error {
	switch at.Scheme {
	case "http":
		return askHTTP(ctx, at.String())
	case "grpc":
		return askHealth(ctx, at.Host)
	case "dns":
		_, err := dns.ExchangeContext(ctx, new(dns.Msg).SetQuestion("hello.", dns.TypeA), at.Host)
		return err
	case "redis":
		return askRedis(ctx, at.Host)
	case "tcp":
		conn, err := new(net.Dialer).DialContext(ctx, "tcp", at.Host)
		if err != nil {
			return err
		}
		return conn.Close()
	case "ssh":
		return askGreeting(ctx, at.Host, "SSH-2.0-")
	case "smtp":
		return askGreeting(ctx, at.Host, "220 localhost ")
	}
	return fmt.Errorf("unknown scheme")
}

func askHTTP(ctx context.Context, at string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && string(body) != "hello" {
		err = fmt.Errorf("got %q, want hello", body)
	}
	return err
}

func askHealth(ctx context.Context, addr string) error {
	conn, err := grpc.NewClient(addr, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = grpc_health_v1.NewHealthClient(conn).Check(ctx, &grpc_health_v1.HealthCheckRequest{})
	return err
}

// askGreeting checks how a server greets who connects.
func askGreeting(ctx context.Context, addr, want string) error {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	defer conn.Close()
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			return err
		}
	}
	greeting, err := bufio.NewReader(conn).ReadString('\n')
	if err == nil && !strings.HasPrefix(greeting, want) {
		err = fmt.Errorf("got %q, want %q", greeting, want)
	}
	return err
}

// askRedis sends a PING, to which Redis says PONG.
func askRedis(ctx context.Context, addr string) error {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "*1\r\n$4\r\nPING\r\n"); err != nil {
		return err
	}
	answer, err := bufio.NewReader(conn).ReadString('\n')
	if err == nil && strings.TrimSpace(answer) != "+PONG" {
		err = fmt.Errorf("got %q, want PONG", answer)
	}
	return err
}
