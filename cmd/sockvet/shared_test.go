package main_test

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	main "github.com/sockvet/sockvet/cmd/sockvet"
)

// asShared is the environment variable that makes the test binary both a program for
// GOCACHEPROG, if its argument says so, and sockvet as a tool of go vet. The variable
// names the folder where the former keeps all, and the latter notes what it analyzes.
const asShared = "SOCKVET_TEST_AS_SHARED"

// cacheArg is the argument that asks for the cache program.
const cacheArg = "cache"

// beShared is the main function of both.
func beShared(s store, args []string) {
	if slices.Equal(args, []string{cacheArg}) {
		exitOn(s.serve(os.Stdin, os.Stdout))
		os.Exit(0)
	}
	if cfg := args[len(args)-1]; filepath.Ext(cfg) == ".cfg" {
		exitOn(s.note(cfg))
	}
	main.Main()
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// A cacheRequest is what the go command asks. See cmd/go/internal/cacheprog.
type cacheRequest struct {
	ID                 int64
	Command            string
	ActionID, OutputID []byte
	BodySize           int64 // if not 0, the body is a JSON value of its own that follows
}

type cacheResponse struct {
	ID            int64
	Err           string   `json:",omitempty"`
	KnownCommands []string `json:",omitempty"`
	Miss          bool     `json:",omitempty"`
	OutputID      []byte   `json:",omitempty"`
	Size          int64    `json:",omitempty"`
	DiskPath      string   `json:",omitempty"`
}

// A store is a folder with a file for each output, and one for each action that
// names its output.
type store string

func (s store) action(r *cacheRequest) string {
	return filepath.Join(string(s), "a"+hex.EncodeToString(r.ActionID))
}

func (s store) output(id []byte) string { return filepath.Join(string(s), "o"+hex.EncodeToString(id)) }

// serve answers requests until it is told to close.
func (s store) serve(in io.Reader, out io.Writer) error {
	requests, responses := json.NewDecoder(in), json.NewEncoder(out)
	if err := responses.Encode(cacheResponse{KnownCommands: []string{"get", "put", "close"}}); err != nil {
		return err
	}
	for {
		r, body := new(cacheRequest), []byte(nil)
		err := requests.Decode(r)
		if err == nil && r.BodySize > 0 {
			err = requests.Decode(&body) // which is in base64
		}
		if err != nil {
			return err
		}
		if err := responses.Encode(s.answer(r, body)); err != nil || r.Command == "close" {
			return err
		}
	}
}

func (s store) answer(r *cacheRequest, body []byte) *cacheResponse {
	answer := &cacheResponse{ID: r.ID}
	var err error
	switch r.Command {
	case "get":
		err = s.get(r, answer)
	case "put":
		answer.DiskPath = s.output(r.OutputID)
		err = errors.Join(os.WriteFile(answer.DiskPath, body, 0o666), os.WriteFile(s.action(r), r.OutputID, 0o666))
	}
	if err != nil {
		answer.Err = err.Error()
	}
	return answer
}

func (s store) get(r *cacheRequest, answer *cacheResponse) error {
	id, err := os.ReadFile(s.action(r))
	if errors.Is(err, os.ErrNotExist) {
		answer.Miss = true
		return nil
	}
	if err != nil {
		return err
	}
	answer.OutputID, answer.DiskPath = id, s.output(id)
	info, err := os.Stat(answer.DiskPath)
	if err == nil {
		answer.Size = info.Size()
	}
	return err
}

// note adds the package that a .cfg file is about to those that were analyzed.
func (s store) note(cfg string) error {
	data, err := os.ReadFile(cfg)
	if err != nil {
		return err
	}
	var pkg struct{ ImportPath string }
	if err := json.Unmarshal(data, &pkg); err != nil {
		return err
	}
	file, err := os.OpenFile(s.notes(), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(file, pkg.ImportPath)
	return errors.Join(err, file.Close())
}

func (s store) notes() string { return filepath.Join(string(s), "analyzed") }

// analyzed returns the packages that were analyzed since the last call, sorted.
func (s store) analyzed(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile(s.notes())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	if err := os.RemoveAll(s.notes()); err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(data))
	slices.Sort(packages)
	return packages
}

// vet runs go vet in dir, on a machine that has built nothing yet, but for what the
// store has.
func (s store) vet(t *testing.T, dir string) outcome {
	t.Helper()
	env := []string{
		asShared + "=" + string(s),
		"GOCACHEPROG='" + os.Args[0] + "' " + cacheArg,
		"GOCACHE=" + t.TempDir(),
		"GOFLAGS=",
		"CGO_ENABLED=0", // compiling takes long enough
	}
	got := run(t, dir, env, "go", "vet", "-vettool="+os.Args[0], "./...")
	got.stdout, got.stderr = got.stderr, got.stdout // go vet prints findings on stderr
	return got
}

// TestSharedResults has three machines with empty caches and a shared store: two
// have the module in the same folder, and the third in another one.
func TestSharedResults(t *testing.T) {
	if testing.Short() {
		t.Skip("the first machine compiles some of the standard library")
	}
	t.Parallel()
	shared, root := store(t.TempDir()), t.TempDir()
	here, there := filepath.Join(root, "here"), filepath.Join(root, "there")
	checkOut := func(dir string) {
		t.Helper()
		files := module(t, throughPackages+`
-- clean/clean.go --
package clean

import "net"

func Listen() (net.Listener, error) { return net.Listen("tcp", "127.0.0.1:0") }
`)
		if err := errors.Join(os.RemoveAll(dir), os.CopyFS(dir, os.DirFS(files))); err != nil {
			t.Fatal(err)
		}
	}
	const finding = "user/user.go:10"
	own := []string{"m/between", "m/clean", "m/ports", "m/user"}
	uncached := []string{"m/between", "m/ports", "m/user"} // ports has a finding, and the others its facts

	checkOut(here)
	shared.vet(t, here).checkVet(t, 1, finding)
	got := shared.analyzed(t)
	if std := len(got) - len(own); std <= 0 || !slices.Equal(slices.DeleteFunc(got, isStandard), own) {
		t.Errorf("first it analyzes %q and %d others, want %q and some of std", got, std, own)
	}

	checkOut(here)
	shared.vet(t, here).checkVet(t, 1, finding)
	if got := shared.analyzed(t); !slices.Equal(got, uncached) {
		t.Errorf("in the same folder it analyzes again %q, want %q", got, uncached)
	}

	checkOut(there)
	shared.vet(t, there).checkVet(t, 1, finding)
	if got := shared.analyzed(t); !slices.Equal(got, own) {
		t.Errorf("in another folder it analyzes again %q, want %q", got, own)
	}
}

func isStandard(path string) bool { return !strings.HasPrefix(path, "m/") }
