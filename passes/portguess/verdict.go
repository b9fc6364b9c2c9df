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

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/pattern"
	"github.com/sockvet/sockvet/internal/scene"
	"github.com/sockvet/sockvet/internal/sockflow/binds"
)

// The categories of findings: what kind of guess the port is.
const (
	CategoryRandom   = "random"   // drawn, or made of what nobody knows before
	CategorySequence = "sequence" // counted up from another one
	CategoryFixed    = "fixed"    // a constant in the range of outgoing connections
)

// The ranges from which kernels pick the ports of outgoing connections: that of Linux
// (ip_local_port_range, see ip(7)), and that of macOS and Windows, which IANA has for this
// (RFC 6335, section 6).
const (
	firstPort     = 32768
	lastLinuxPort = 60999
	firstIANAPort = 49152
	lastPort      = 65535
)

// A verdict is what the check makes of one port that is bound.
type verdict struct {
	Category string // "" if there is no fault
	why      string // what speaks against a fault, if there is none
	strict   bool   // only a strict check reports it
	message  string // of the finding, in a sentence
}

// A finding is a port that is bound, with what the check makes of it.
type finding struct {
	verdict
	*scene.Scene
	port  binds.Part
	host  string        // what is known of it
	binds []*binds.Bind // all that bind the port
	fix   *fix.Fix      // nil if there is none
}

// findings returns what the check makes of the binds of the package: one finding for each
// place that a port is from.
func findings(pass *analysis.Pass, bound []*binds.Bind) []*finding {
	type key struct {
		pos      token.Pos
		category string
	}
	var all []*finding
	known := map[key]*finding{}
	for _, b := range bound {
		if b.Unix {
			continue
		}
		for _, t := range b.Texts {
			f := newFinding(pass, b, t)
			f.verdict = f.judge()
			k := key{f.Pos, f.Category}
			if same := known[k]; same != nil {
				same.binds = append(same.binds, b)
				same.strict = same.strict && f.strict
				continue
			}
			known[k] = f
			all = append(all, f)
		}
	}
	return all
}

// newFinding returns a finding about the port in an address that b binds.
func newFinding(pass *analysis.Pass, b *binds.Bind, t binds.Text) *finding {
	port, host, _ := t.Port()
	return &finding{Scene: scene.New(pass, b, port.Where, port.Way, spells(port)), port: port, host: host, binds: []*binds.Bind{b}}
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
func (f *finding) judge() verdict {
	if f.port.Kind == binds.Picked {
		return verdict{why: "the kernel chose it"}
	}
	v := f.guess()
	switch {
	case v.Category == "":
		return v
	case f.port.Retried:
		return verdict{why: "another one is tried if the bind fails"}
	case f.InTest() && f.WantsError():
		return verdict{why: "the bind is to fail"}
	case f.Calls(alone):
		return verdict{why: "what binds it has a network of its own"}
	case f.Within(retries):
		return verdict{why: "what binds it is tried again"}
	case isElsewhere(f.host):
		return verdict{why: "no outgoing connection has that address"}
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
func (f *finding) guess() verdict {
	switch f.port.Kind {
	case binds.Random:
		return verdict{Category: CategoryRandom, strict: !f.InTest(), message: fmt.Sprintf(
			"port is drawn by %s, and may be taken: %s", f.port.Text, ask)}
	case binds.Beside:
		return verdict{Category: CategorySequence, strict: true, message: "port next to one that the kernel chose may be taken: " + ask}
	case binds.Above:
		return f.inRange(CategorySequence, "ports from %d on are in the range of outgoing connections (%s), any of which may have one of them: %s")
	}
	return f.inRange(CategoryFixed, "port %d is in the range of outgoing connections (%s), any of which may have it: %s")
}

// ask is what to do instead.
const ask = "bind port 0, and ask the socket for its address"

// inRange judges a port that is a constant, or is counted from there on.
func (f *finding) inRange(category, format string) verdict {
	n, err := strconv.Atoi(f.port.Text)
	switch {
	case err != nil || n < firstPort || n >= lastPort:
		return verdict{why: "outgoing connections do not have it"}
	case !f.InTest():
		return verdict{why: "it is a program's"}
	case !f.isSpelledHere():
		return verdict{why: "the code does not say it here"}
	}
	return verdict{Category: category, message: fmt.Sprintf(format, n, rangeOf(n), ask)}
}

// rangeOf names the ranges that a port is in.
func rangeOf(n int) string {
	var all []string
	if n <= lastLinuxPort {
		all = append(all, fmt.Sprintf("Linux: %d to %d", firstPort, lastLinuxPort))
	}
	if n >= firstIANAPort {
		all = append(all, fmt.Sprintf("macOS, Windows: %d to %d", firstIANAPort, lastPort))
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
