package sockflow

import (
	"fmt"
	"go/types"
	"maps"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// What a fact says is the same after it was read: reading the text and writing
// it again yields the text.
func TestCodec(t *testing.T) {
	a := analyzed(t, readTestdata(t, "facts"))
	var texts []string
	for _, fn := range a.Funcs {
		if text := summary.Encode(summary.PortableOf(a.summaries[fn]), a.Pass.Fset); text != "" {
			texts = append(texts, text)
		}
	}
	if len(texts) < 15 {
		t.Fatalf("only %d facts", len(texts))
	}
	texts = append(texts,
		"binds p0.Server.Addr http.ListenAndServe; frees r0.[].Port~ r1~ if p0.Addr on p1 at x_test.go:12",
		"frees r0~ of 127.0.0.1:0 at a.go:1; frees r0~ on p0 of :0 registered at b.go:2",
		"holds r0 r1! r2~ at a.go:1; may-release p1.[]; releases p0!",
		"holds p0.ports.[]~ r0 if p1 when p1.Skip!=true when p2=\"kept\" on p3 at a.go:1; makes r0 when p0=-1 at a.go:2",
		"asks p0 anyhow at a.go:1; asks p1 false at a.go:2; asks p2 true at a.go:3",
		"finds r0~ at a.go:1; frees r1~ registered at a.go:2; frees r1~ registered dropped at a.go:3; locks p0; repeats p1",
		"carries p0- r0; carries p1@ r0; makes r0 r1^ r2- if p0 at a.go:1; may-remove p0; may-unlink p1^; names p2$; removes p0/",
		"binds e0.HOME^ net.Listen; binds p1 net.Listen on any; binds p2 net.Listen on p1; formats e0.HOME r0",
		"formats p0> r0; formats p1^= r0; frees r0~> r1.Addr~< r2~ at a.go:1; starts p1< exec.Command",
	)
	fn := types.NewFunc(0, a.Pass.Pkg, "F", types.NewSignatureType(nil, nil, nil, nil, nil, false))
	for _, text := range texts {
		sum, err := (&summary.Fact{Name: "F", Text: text}).Decode(summary.ShortName(fn))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := summary.Encode(sum, a.Pass.Fset); got != text {
			t.Errorf("got  %s\nwant %s", got, text)
		}
	}
}

func TestDecodeErrors(t *testing.T) {
	fn := types.NewFunc(0, types.NewPackage("x", "x"), "F", types.NewSignatureType(nil, nil, nil, nil, nil, false))
	for _, text := range []string{
		"",
		"binds",
		"bends p0 net.Listen",
		"binds x0 net.Listen",
		"binds p net.Listen",
		"binds p0 net.Listen on x0",
		"binds p0 net.Listen on",
		"frees r0~ r at x.go:1",
		"frees r0~ if 0 at x.go:1",
		"frees r0~ when p0 at x.go:1",
		"frees r0~ when 0!=true at x.go:1",
		"asks p0 maybe at x.go:1",
		"asks p0 at x.go:1",
		"asks r true at x.go:1",
	} {
		if _, err := (&summary.Fact{Name: "F", Text: text}).Decode(summary.ShortName(fn)); err == nil {
			t.Errorf("no error for %q", text)
		}
	}
}

// exportedFacts returns the facts about the package that src is.
func exportedFacts(t *testing.T, src string) facts {
	t.Helper()
	pass, exported := newPass(t, src)
	if _, err := run(pass); err != nil {
		t.Fatal(err)
	}
	return exported
}

// The methods of an interface may be those of another package's: facts are about the
// package's own only.
func TestInterfacesOfOthers(t *testing.T) {
	exported := exportedFacts(t, `package x

import (
	"context"
	"net"
	"net/http"
)

type (
	Named    net.Listener
	Again    Named
	Alias    = net.Listener
	OfAlias  Alias
	Failure  error
	Embeds   interface { net.Listener }
	ViaAlias interface { Alias; Own(addr string) error }
	Handler  http.Handler
	Context  context.Context
	Generic[T any] interface { Put(T) error }
	OfInt    Generic[string]
	Plain    interface { Bind(addr string) error }
	Renamed  Plain
)

type impl struct { l net.Listener; addr string }

func (i *impl) Error() string              { net.Listen("tcp", i.addr); return "" }
func (i *impl) Close() error               { return i.l.Close() }
func (i *impl) Own(addr string) error      { _, err := net.Listen("tcp", addr); return err }
func (i *impl) Put(addr string) error      { _, err := net.Listen("tcp", addr); return err }
func (i *impl) Bind(addr string) error     { _, err := net.Listen("tcp", addr); return err }
func (i *impl) Accept() (net.Conn, error)  { return i.l.Accept() }
func (i *impl) Addr() net.Addr             { return i.l.Addr() }

type embeds struct { Named }

func (e *embeds) ServeHTTP(http.ResponseWriter, *http.Request) { net.Listen("tcp", e.Addr().String()) }

func New() (Named, OfAlias, Embeds) { return &impl{}, &impl{}, &impl{} }
`)
	for _, name := range []string{"Own", "Bind", "Put"} {
		if want := "binds p1 net.Listen"; !strings.Contains(exported[name], want) {
			t.Errorf("fact about %s: %q, want %q in it", name, exported[name], want)
		}
	}
}

// Facts are written to files whose hashes tell the go command what to do again.
func TestDeterministic(t *testing.T) {
	for _, name := range []string{"facts", "life"} {
		src := readTestdata(t, name)
		first := exportedFacts(t, src)
		for range 5 {
			if again := exportedFacts(t, src); !maps.Equal(first, again) {
				t.Fatalf("package %s:\n%v\n%v", name, first, again)
			}
		}
	}
}

// The facts about a package grow no faster than the package, also where each
// function calls the next one.
func TestFactSize(t *testing.T) {
	const n = 100
	const perFunction = 400 // bytes
	var src strings.Builder
	src.WriteString("package x\n\nimport \"net/http\"\n\ntype Config struct{ A, B, C, D string }\n\n")
	for i := range n {
		fmt.Fprintf(&src, "func F%d(c *Config, list ...string) []string {\n", i)
		src.WriteString("\tlist = append(list, c.A, c.B)\n")
		fmt.Fprintf(&src, "\tgo http.ListenAndServe(c.%c, nil)\n", 'A'+i%4)
		if i+1 < n {
			fmt.Fprintf(&src, "\tlist = F%d(&Config{A: c.B, B: c.A, C: c.D}, list...)\n", i+1)
		}
		src.WriteString("\treturn list\n}\n\n")
	}
	exported := exportedFacts(t, src.String())
	if len(exported) != n {
		t.Errorf("%d facts, want %d", len(exported), n)
	}
	size, largest := 0, ""
	for _, text := range exported {
		size += len(text)
		if len(text) > len(largest) {
			largest = text
		}
	}
	if size > n*perFunction {
		t.Errorf("%d bytes of facts about %d functions, want %d at most; the largest has %d", size, n, n*perFunction, len(largest))
	}
}
