package portguess

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/pattern"
	"github.com/sockvet/sockvet/internal/scene"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/binds"
)

// The categories of findings: what kind of guess the port is.
const (
	CategoryRandom   = "random"   // drawn, or made of what nobody knows before
	CategorySequence = "sequence" // counted up from another one
	CategoryFixed    = "fixed"    // a constant in the range of outgoing connections
)

// A finding is a port that is bound, with what the check makes of it.
type finding struct {
	scene.Finding
	port binds.Part
	host string // what is known of it
}

// findings returns what the check makes of the binds of the package: one finding for each
// place that a port is from.
func findings(pass *analysis.Pass, bound []*binds.Bind) []*finding {
	var all []*finding
	known := scene.Set{}
	for _, b := range bound {
		if b.Unix {
			continue
		}
		for _, t := range b.Texts {
			f := newFinding(pass, b, t)
			f.Verdict = f.judge()
			if known.Add(&f.Finding) {
				all = append(all, f)
			}
		}
	}
	return all
}

// newFinding returns a finding about the port in an address that b binds.
func newFinding(pass *analysis.Pass, b *binds.Bind, t binds.Text) *finding {
	port, host, _ := t.Port()
	return &finding{Finding: scene.Finding{Scene: scene.New(pass, b, port.Where, port.Way, spells(port)), Binds: []*binds.Bind{b}}, port: port, host: host}
}

// spells returns what tells the constants that spell a port: the number, or text that ends in
// it; nil for one that is no constant.
func spells(port binds.Part) func(constant.Value) bool {
	if port.Kind != binds.Known && port.Kind != binds.Above {
		return nil
	}
	return func(v constant.Value) bool {
		if v.Kind() != constant.String {
			return v.ExactString() == port.Text
		}
		text := constant.StringVal(v)
		return text == port.Text || strings.HasSuffix(text, ":"+port.Text)
	}
}

// judge says what is wrong with the port.
func (f *finding) judge() scene.Verdict {
	if f.port.Kind == binds.Picked {
		return scene.Verdict{Why: "the kernel chose it"}
	}
	v := f.guess()
	switch {
	case v.Category == "":
		return v
	case f.port.Retried:
		return scene.Verdict{Why: "another one is tried if the bind fails"}
	case f.InTest() && f.WantsError():
		return scene.Verdict{Why: "the bind is to fail"}
	case f.Calls(alone):
		return scene.Verdict{Why: "what binds it has a network of its own"}
	case f.Within(retries):
		return scene.Verdict{Why: "what binds it is tried again"}
	case isElsewhere(f.host):
		return scene.Verdict{Why: "no outgoing connection has that address"}
	}
	return v
}

// alone matches names of functions that make a network namespace, or enter one.
var alone = pattern.New(`(?i)netns|unshare|setns|namespace`)

// retries matches names of functions that try something again.
var retries = pattern.New(`(?i)retry|retries|backoff|attempt|eventually`)

// isElsewhere reports whether host is an address that outgoing connections of the machine do
// not come from unless they are told to: of 127.0.0.0/8, that is all but the first one (see
// ip-address(8), "local" routes); and groups, whose ports are agreed on.
func isElsewhere(host string) bool {
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && (addr.IsMulticast() || addr.Is4() && addr.IsLoopback() && addr != netip.AddrFrom4([4]byte{127, 0, 0, 1}))
}

// guess says what kind of guess the port is, and what is wrong with that.
func (f *finding) guess() scene.Verdict {
	switch f.port.Kind {
	case binds.Random:
		return scene.Verdict{Category: CategoryRandom, Strict: !f.InTest(), Message: fmt.Sprintf(
			"port is drawn by %s, and may be taken: %s", f.port.Text, ask)}
	case binds.Beside:
		return scene.Verdict{Category: CategorySequence, Strict: true, Message: "port next to one that the kernel chose may be taken: " + ask}
	case binds.Above:
		return f.inRange(CategorySequence, "ports from %d on are in the range of outgoing connections (%s), any of which may have one of them: %s")
	}
	return f.inRange(CategoryFixed, "port %d is in the range of outgoing connections (%s), any of which may have it: %s")
}

// ask is what to do instead.
const ask = "bind port 0, and ask the socket for its address"

// inRange judges a port that is a constant, or is counted from there on.
func (f *finding) inRange(category, format string) scene.Verdict {
	n, err := strconv.Atoi(f.port.Text)
	switch {
	case err != nil || !sockapi.MayConnect(n):
		return scene.Verdict{Why: "outgoing connections do not have it"}
	case !f.InTest():
		return scene.Verdict{Why: "it is a program's"}
	case !f.isSpelledHere():
		return scene.Verdict{Why: "the code does not say it here"}
	}
	return scene.Verdict{Category: category, Message: fmt.Sprintf(format, n, rangeOf(n), ask)}
}

// rangeOf names the ranges that a port is in.
func rangeOf(n int) string {
	var all []string
	if n <= sockapi.LastLinuxPort {
		all = append(all, fmt.Sprintf("Linux: %d to %d", sockapi.FirstLinuxPort, sockapi.LastLinuxPort))
	}
	if n >= sockapi.FirstIANAPort {
		all = append(all, fmt.Sprintf("macOS, Windows: %d to %d", sockapi.FirstIANAPort, sockapi.LastIANAPort))
	}
	return strings.Join(all, "; ")
}

// isSpelledHere reports whether the code has the number, and not the name of a constant of
// another package.
func (f *finding) isSpelledHere() bool {
	if f.Expr == nil {
		return false
	}
	found := false
	ast.Inspect(f.Expr, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		found = found || ok && slices.Contains([]token.Token{token.INT, token.STRING}, lit.Kind) && strings.Contains(strings.ReplaceAll(lit.Value, "_", ""), f.port.Text)
		return !found
	})
	return found
}
