package reader

import (
	"go/token"
	"regexp"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Readers: what whoever is told an address does with it, by the words around it, as
// sockapi knows them.

// A Reader tells what whoever gets an address does with it.
type Reader struct {
	*program.Program

	// of tells by what is known of the fields that a claim is in.
	of func(claim.Claim) sockapi.Reader
}

// New returns a reader of addresses in p.
func New(p *program.Program, of func(claim.Claim) sockapi.Reader) *Reader {
	return &Reader{p, of}
}

// DialledBy reports whether whoever gets the port at s, by fl, which gives it to
// another process, to the environment or to a file, connects to it.
func (r *Reader) DialledBy(f claim.Claim, s *program.Site, fl *summary.Flow) bool {
	if f.Dir || !summary.TraitOf(fl.Role).Tells {
		return false
	}
	says := f.Says.Then(r.of(f))
	switch fl.Role {
	case sockapi.Sets:
		says = says.Then(sockapi.ReaderOfName(fl.Variable))
	case sockapi.Writes:
		if s.Obj != nil && s.Obj.FullName() == "(*os.File).WriteString" {
			says = says.Then(sockapi.ReaderOfText(r.writtenBefore(s.Operand(summary.Place{Root: summary.Param}), s.Instr)))
		}
	case sockapi.Starts:
		cmd := program.CommandOf(s)
		if cmd == nil {
			return says.Dials() || sockapi.IsClient(r.HandedOn(s, fl))
		}
		program, args := r.Arguments(cmd)
		before, _ := r.Argument(cmd, argumentOf(s, f, fl))
		_, inEnv := summary.Cut(summary.Join(fl.From.Path, f.Path), "Env")
		switch {
		case sockapi.IsClient(program, args), sockapi.IsDialFlag(program, before):
			return true
		case inEnv && says == sockapi.Uses && sockapi.MayServe(program):
			return false
		}
	}
	return says.Dials()
}

// ReaderOfPath tells by the fields and keys of a path.
func ReaderOfPath(path string) sockapi.Reader {
	var names []string
	for _, step := range summary.Steps(path) {
		step = strings.Trim(step, "[]")
		if step != "" && token.IsIdentifier(step) {
			names = append(names, step)
		}
	}
	return sockapi.ReaderOfName(strings.Join(names, "."))
}

// argumentOf returns where f is in the last argument of the call of exec.Command
// that makes the command which is started at s by fl; "" if it is not there.
func argumentOf(s *program.Site, f claim.Claim, fl *summary.Flow) string {
	if call, ok := s.Instr.(*ssa.Call); ok && program.IsCommand(call) {
		return f.Path
	}
	path, _ := summary.Cut(summary.Join(fl.From.Path, f.Path), "Args")
	return path
}

// Follows returns f as it is in the text sum, a concatenation.
func (r *Reader) Follows(f claim.Claim, sum *ssa.BinOp) claim.Claim {
	if !f.Dir && sum.Y == f.Val {
		f.Says = f.Says.Then(sockapi.ReaderOfText(r.Ending(sum.X)))
	}
	return f
}

// Labelled returns f as it is with a name beside it, the constant v: the key of a map, or
// what comes before it among the arguments of a call.
func (r *Reader) Labelled(f claim.Claim, v ssa.Value) claim.Claim {
	if name := ssacode.Head(v, 0); name != "" && !f.Dir && f.Path == "" {
		f.Says = f.Says.Then(sockapi.ReaderOfName(name))
	}
	return f
}

// Paired returns f as it is among the arguments of a call, where the name of a variable may
// come before it.
func (r *Reader) Paired(f claim.Claim, u program.Operand) claim.Claim {
	if u.At.Root != summary.Param || u.At.Index == 0 {
		return f
	}
	if name := u.Site.Operand(summary.Place{Root: summary.Param, Index: u.At.Index - 1}); name != nil && isVariable(name) {
		return r.Labelled(f, name)
	}
	return f
}

// isVariable reports whether v is a constant that looks like the name of an environment
// variable.
func isVariable(v ssa.Value) bool { return variableName.MatchString(ssacode.Head(v, 0)) }

var variableName = regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`)

// Placed returns f as it is in what it is put into at addr: a list of arguments, or a URL.
func (r *Reader) Placed(f claim.Claim, addr ssa.Value) claim.Claim {
	if f.Dir || f.Path != "" || !ssacode.IsText(f.Val.Type()) {
		return f
	}
	switch addr := addr.(type) {
	case *ssa.IndexAddr:
		return r.flagged(f, addr)
	case *ssa.FieldAddr:
		if name := ssacode.TypeName(addr.X.Type()); name != nil && name.Pkg() != nil && name.Pkg().Path() == "net/url" && ssacode.FieldName(addr.X.Type(), addr.Field) == "Host" {
			f.Says = f.Says.Then(sockapi.ReaderOfText(r.schemeOf(addr.X) + "://"))
		}
	}
	return f
}

// flagged returns f as it is in the list of texts that it is put into at addr: after a
// flag, if it is a list of arguments.
func (r *Reader) flagged(f claim.Claim, at *ssa.IndexAddr) claim.Claim {
	if flag := flagBefore(at); flag != "" {
		f.Says = f.Says.Then(sockapi.ReaderOfName(flag))
	}
	return f
}

// FlagOf returns the step to what a list of arguments has for a flag, if v is that, which is
// put into the list at a place; else "".
func (r *Reader) FlagOf(v ssa.Value, at *ssa.IndexAddr) string {
	if flag, _, ok := strings.Cut(ssacode.Head(v, 0), "="); ok {
		return summary.FlagStep(flag)
	}
	return summary.FlagStep(flagBefore(at))
}

// flagBefore returns the flag that is put into a list before what is at a place; "" if there
// is none.
func flagBefore(at *ssa.IndexAddr) string {
	i, ok := at.Index.(*ssa.Const)
	if !ok || i.Int64() == 0 {
		return ""
	}
	for _, ref := range *at.X.Referrers() {
		slot, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		if j, ok := slot.Index.(*ssa.Const); !ok || j.Int64() != i.Int64()-1 {
			continue
		}
		for _, use := range *slot.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == slot {
				if flag := ssacode.Head(store.Val, 0); strings.HasPrefix(flag, "-") && !strings.Contains(flag, "=") {
					return flag
				}
			}
		}
	}
	return ""
}

// Told returns g as it is in the text that the callee at s makes of it. Before that, it
// was as f says, with what it is found in.
func (r *Reader) Told(g, f claim.Claim, s *program.Site) claim.Claim {
	if g.Dir || s.Call == nil {
		return g
	}
	name, ops := "", ssacode.Operands(s.Call)
	if s.Obj != nil {
		name = s.Obj.FullName()
	}
	switch name {
	case "fmt.Appendf", "fmt.Fprintf":
		before, after := r.formatAround(ops[1], f, ops[2])
		g.Says = g.Says.Then(sockapi.ReaderWithin(r.writtenBefore(ops[0], s.Instr)+before, after))
	case "fmt.Sprint", "strings.Join":
		g.Says = g.Says.Then(sockapi.ReaderOfText(r.elementsBefore(f, ops)))
	case "strings.Replace", "strings.ReplaceAll":
		if f.Val == ops[2] {
			text, _, _ := strings.Cut(r.Ending(ops[0]), orNothing(r.Ending(ops[1])))
			g.Says = g.Says.Then(sockapi.ReaderOfText(text))
		}
	case "(*text/template.Template).Execute", "(*html/template.Template).Execute":
		before, after := templateAround(r.templateText(ops[0], 0), f.Path)
		g.Says = g.Says.Then(ReaderOfPath(f.Path)).Then(sockapi.ReaderWithin(before, after))
	case "(*strings.Builder).WriteString", "(*bytes.Buffer).WriteString", "(*bufio.Writer).WriteString", "(io.StringWriter).WriteString":
		g.Says = g.Says.Then(sockapi.ReaderOfText(r.writtenBefore(ops[0], s.Instr)))
	case "io.WriteString", "fmt.Fprint", "fmt.Fprintln":
		g.Says = g.Says.Then(sockapi.ReaderOfText(r.writtenBefore(ops[0], s.Instr)))
	default:
		if ssacode.IsPrintf(s.Call) {
			before, after := r.formatAround(ops[len(ops)-2], f, ops[len(ops)-1])
			g.Says = g.Says.Then(sockapi.ReaderWithin(before, after))
		} else if s.Obj != nil {
			g.Says = g.Says.Then(r.of(f))
		}
	}
	return g
}
