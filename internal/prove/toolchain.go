//go:build unix

package prove

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/sockvet/sockvet/internal/prove/overlay"
)

// A toolchain is the Go that runs the tests.
type toolchain struct {
	command string   // the go command
	env     []string // for it, and for tests
	modules string   // the module cache
	flags   string   // GOFLAGS
	overlay.Go
}

// findToolchain asks the go command in dir. The error says why tests can't be run with
// an overlay.
func findToolchain(ctx context.Context, dir, folder string) (*toolchain, error) {
	out, err := goCommand(ctx, "go", dir, os.Environ(), "env", "-json", "GOROOT", "GOVERSION", "GOOS", "GOARCH", "CGO_ENABLED", "GOMODCACHE", "GOFLAGS")
	if err != nil {
		return nil, err
	}
	var v struct{ GOROOT, GOVERSION, GOOS, GOARCH, CGO_ENABLED, GOMODCACHE, GOFLAGS string }
	if err := json.Unmarshal(out, &v); err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	switch {
	case v.GOOS != runtime.GOOS || v.GOARCH != runtime.GOARCH:
		return nil, fmt.Errorf("tests for %s/%s can't be run here", v.GOOS, v.GOARCH)
	case strings.Contains(v.GOFLAGS, "-overlay"):
		return nil, errors.New("GOFLAGS has -overlay, and sockvet prove needs one of its own: run it without")
	case v.GOROOT == "":
		return nil, errors.New("go env GOROOT is empty: the sources of the standard library are needed")
	}
	t := &toolchain{command: "go", modules: v.GOMODCACHE, flags: v.GOFLAGS}
	t.Go = overlay.Go{Version: v.GOVERSION, Root: v.GOROOT, OS: v.GOOS, Arch: v.GOARCH, Cgo: v.CGO_ENABLED == "1"}
	if err := t.leaveModules(folder); err != nil {
		return nil, err
	}
	bin := filepath.Join(t.Root, "bin")
	if exe := filepath.Join(bin, "go"); isFile(exe) {
		t.command = exe
	}
	// As go test has it for tests.
	t.env = append(os.Environ(), "GOROOT="+t.Root, "GOTOOLCHAIN=local", "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	return t, nil
}

// leaveModules gives a toolchain in the module cache another name: there, the go command
// takes no overlay. The build cache has what it compiles under either name.
func (t *toolchain) leaveModules(folder string) error {
	rel, err := filepath.Rel(t.modules, t.Root)
	if err != nil || !filepath.IsLocal(rel) {
		return nil
	}
	link := filepath.Join(folder, "go")
	if err := os.Symlink(t.Root, link); err != nil {
		return err
	}
	t.Root = link
	return nil
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// goCommand runs the go command and returns what it prints. The error has what it says.
func goCommand(ctx context.Context, name, dir string, env []string, args ...string) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, env
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, bytes.TrimSpace(stderr.Bytes()))
	}
	return stdout.Bytes(), nil
}
