package main_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
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
)

// TestFixedPrograms fixes the programs in testdata/fixes, one for each kind of fix
// that portrace suggests, and checks that they still answer on the port that they
// announce. Those in testdata/helperfixes are for -portrace.fix=helpers.
func TestFixedPrograms(t *testing.T) {
	t.Run("local", func(t *testing.T) { checkPrograms(t, "../../testdata/fixes") })
	t.Run("helpers", func(t *testing.T) { checkPrograms(t, "../../testdata/helperfixes", "-portrace.fix=helpers") })
}

// checkPrograms fixes a copy of the module in a folder, in which each package has
// one fault, and runs its programs and tests.
func checkPrograms(t *testing.T, folder string, flags ...string) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.go"))
	packages := map[string]bool{}
	for _, name := range files {
		packages[filepath.Dir(name)] = true
	}
	if err != nil || len(packages) == 0 {
		t.Fatalf("no packages: %v", err)
	}
	fixed := run(t, dir, nil, sockvet, append(flags, "-fix", "./...")...)
	if got := strings.Count(fixed.stdout, "fixed: "); fixed.code != 0 || got != len(packages) {
		t.Fatalf("%d fixes of %d: %+v", got, len(packages), fixed)
	}
	run(t, dir, nil, sockvet, append(flags, "./...")...).checkText(t, 0, "")
	checkGone(t, files)
	bin := t.TempDir()
	goRace(t, dir, "test")
	goRace(t, dir, "build", "-o", bin+string(filepath.Separator))
	for _, name := range files {
		if filepath.Base(name) != "main.go" {
			continue
		}
		name := filepath.Base(filepath.Dir(name))
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkAnswer(t, start(t, filepath.Join(bin, name+exe(t))))
		})
	}
}

// checkGone checks that fixes removed the helpers that nothing calls any more, whose names
// begin with gone.
func checkGone(t *testing.T, files []string) {
	t.Helper()
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(text, []byte("func gone")) {
			t.Errorf("a helper is left that nothing calls:\n%s", text)
		}
	}
}

// goRace runs a command of go on all packages in dir; with the race detector, if
// there is a C compiler.
func goRace(t *testing.T, dir string, args ...string) {
	t.Helper()
	env, err := exec.Command("go", "env", "CGO_ENABLED", "CC").Output()
	if err != nil {
		t.Fatal(err)
	}
	if settings := strings.Fields(string(env)); len(settings) > 1 && settings[0] == "1" {
		if _, err := exec.LookPath(settings[1]); err == nil {
			args = append(args, "-race")
		}
	}
	if got := run(t, dir, nil, "go", append(args, "./...")...); got.code != 0 {
		t.Fatalf("go %v: %+v", args, got)
	}
}

func exe(t *testing.T) string {
	t.Helper()
	return strings.TrimSpace(run(t, ".", nil, "go", "env", "GOEXE").stdout)
}

// start starts a program, which is killed when the test ends, and returns the URL
// that it prints.
func start(t *testing.T, name string) *url.URL {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, name)
	cmd.Env = append(os.Environ(), "GORACE=halt_on_error=1")
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
			t.Error("the program ended on its own")
		}
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	announced, err := url.Parse(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	return announced
}

// checkAnswer checks that a server says hello to who asks it at its address.
func checkAnswer(t *testing.T, at *url.URL) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	answer, err := ask(ctx, at)
	if err != nil || answer != "hello" {
		t.Errorf("%s: %q, %v, want hello", at, answer, err)
	}
}

func ask(ctx context.Context, at *url.URL) (string, error) {
	switch at.Scheme {
	case "http", "https":
		return askHTTP(ctx, at)
	case "tcp", "udp":
		return askSocket(ctx, at)
	}
	return "", fmt.Errorf("unknown scheme")
}

func askHTTP(ctx context.Context, at *url.URL) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return "", err
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	defer transport.CloseIdleConnections()
	response, err := (&http.Client{Transport: transport}).Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return string(body), err
}

// askSocket says hello over UDP, for the echo, and listens over TCP.
func askSocket(ctx context.Context, at *url.URL) (string, error) {
	conn, err := new(net.Dialer).DialContext(ctx, at.Scheme, at.Host)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			return "", err
		}
	}
	if at.Scheme == "udp" {
		if _, err := io.WriteString(conn, "hello"); err != nil {
			return "", err
		}
	}
	answer := make([]byte, len("hello"))
	_, err = io.ReadFull(conn, answer)
	return string(answer), err
}
