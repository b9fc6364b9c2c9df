package trace

import (
	"go/token"
	"regexp"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Readers: what whoever is told an address does with it, by the words around it, as
// sockapi knows them.

// dialledBy reports whether whoever gets the port at s, by fl, which gives it to
// another process, to the environment or to a file, connects to it.
func (t *Tracer) dialledBy(f Claim, s *program.Site, fl *summary.Flow) bool {
	if f.Dir || !summary.TraitOf(fl.Role).Tells {
		return false
	}
	says := f.Says.Then(t.a.readerOf(f))
	switch fl.Role {
	case sockapi.Sets:
		says = says.Then(sockapi.ReaderOfName(fl.Variable))
	case sockapi.Writes:
		if s.Obj != nil && s.Obj.FullName() == "(*os.File).WriteString" {
			says = says.Then(sockapi.ReaderOfText(t.a.writtenBefore(s.Operand(summary.Place{Root: summary.Param}), s.Instr)))
		}
	case sockapi.Starts:
		cmd := program.CommandOf(s)
		if cmd == nil {
			break
		}
		program, args := t.a.Arguments(cmd)
		before, _ := t.a.Argument(cmd, argumentOf(s, f, fl))
		_, inEnv := summary.Cut(summary.Join(fl.From.Path, f.path), "Env")
		switch {
		case sockapi.IsClient(program, args), sockapi.IsDialFlag(program, before):
			return true
		case inEnv && says == sockapi.Uses && sockapi.MayServe(program):
			return false
		}
	}
	return says.Dials()
}

// readerOf tells by the fields and keys that lead to what f is about: by their names, or
// since nobody in the package does anything with such a field but dial it.
func (a *Follower) readerOf(f Claim) sockapi.Reader {
	if says := readerOfPath(f.path); says != sockapi.Unsaid {
		return says
	}
	owner, field := ssacode.Unboxed(f.Val).Type(), ""
	for _, step := range summary.Steps(f.path) {
		if field != "" {
			owner = summary.StepType(owner, field)
		}
		field = step
	}
	if name := ssacode.TypeName(owner); field != "" && summary.IsField(field) && name != nil && name.Pkg() == a.Pass.Pkg && a.onlyDialled(Cell{typ: name, path: field}) {
		return sockapi.Connects
	}
	return sockapi.Unsaid
}

// onlyDialled reports whether functions of the package dial what they find in a field,
// and do nothing else with it that may matter.
func (a *Follower) onlyDialled(field Cell) bool {
	if only, ok := a.dialled[field]; ok {
		return only
	}
	a.dialled[field] = false // until it is known: nobody asks twice on the way
	dials := false
	for _, in := range a.fieldsOf(field) {
		for _, ev := range a.NewTracer(a.Scope(in.fn)).Run(in.seeds...) {
			switch ev.Role {
			case sockapi.Dials:
				dials = true
			case sockapi.Reads, sockapi.Checks:
			default:
				return false
			}
		}
	}
	a.dialled[field] = dials
	return dials
}

// A fieldUse is where a function takes a field: seeds say that the port is there.
type fieldUse struct {
	fn    *ssa.Function
	seeds []Claim
}

// fieldsOf returns where the functions of the package take a field, in their order. It
// looks through the package once.
func (a *Follower) fieldsOf(field Cell) []fieldUse {
	if a.fields != nil {
		return a.fields[field]
	}
	a.fields = map[Cell][]fieldUse{}
	add := func(fn *ssa.Function, key Cell, v ssa.Value) {
		list := a.fields[key]
		if n := len(list); n == 0 || list[n-1].fn != fn {
			list = append(list, fieldUse{fn: fn})
		}
		last := &list[len(list)-1]
		last.seeds = append(last.seeds, Claim{Val: v, Kind: summary.Address})
		a.fields[key] = list
	}
	for _, fn := range a.Funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				switch i := instr.(type) {
				case *ssa.FieldAddr:
					add(fn, Cell{typ: ssacode.TypeName(i.X.Type()), path: ssacode.FieldName(i.X.Type(), i.Field)}, i)
				case *ssa.Field:
					add(fn, Cell{typ: ssacode.TypeName(i.X.Type()), path: ssacode.FieldName(i.X.Type(), i.Field)}, i)
				}
			}
		}
	}
	return a.fields[field]
}

// readerOfPath tells by the fields and keys of a path.
func readerOfPath(path string) sockapi.Reader {
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
func argumentOf(s *program.Site, f Claim, fl *summary.Flow) string {
	if call, ok := s.Instr.(*ssa.Call); ok && program.IsCommand(call) {
		return f.path
	}
	path, _ := summary.Cut(summary.Join(fl.From.Path, f.path), "Args")
	return path
}

// follows returns f as it is in the text sum, a concatenation.
func (t *Tracer) follows(f Claim, sum *ssa.BinOp) Claim {
	if !f.Dir && sum.Y == f.Val {
		f.Says = f.Says.Then(sockapi.ReaderOfText(t.a.Ending(sum.X)))
	}
	return f
}

// labelled returns f as it is with a name beside it, the constant v: the key of a map, or
// what comes before it among the arguments of a call.
func (t *Tracer) labelled(f Claim, v ssa.Value) Claim {
	if name := ssacode.Head(v, 0); name != "" && !f.Dir && f.path == "" {
		f.Says = f.Says.Then(sockapi.ReaderOfName(name))
	}
	return f
}

// paired returns f as it is among the arguments of a call, where the name of a variable may
// come before it.
func (t *Tracer) paired(f Claim, u program.Operand) Claim {
	if u.At.Root != summary.Param || u.At.Index == 0 {
		return f
	}
	if name := u.Site.Operand(summary.Place{Root: summary.Param, Index: u.At.Index - 1}); name != nil && isVariable(name) {
		return t.labelled(f, name)
	}
	return f
}

// isVariable reports whether v is a constant that looks like the name of an environment
// variable.
func isVariable(v ssa.Value) bool { return variableName.MatchString(ssacode.Head(v, 0)) }

var variableName = regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`)

// placed returns f as it is in what it is put into at addr: a list of arguments, or a URL.
func (t *Tracer) placed(f Claim, addr ssa.Value) Claim {
	if f.Dir || f.path != "" || !ssacode.IsText(f.Val.Type()) {
		return f
	}
	switch addr := addr.(type) {
	case *ssa.IndexAddr:
		return t.flagged(f, addr)
	case *ssa.FieldAddr:
		if name := ssacode.TypeName(addr.X.Type()); name != nil && name.Pkg() != nil && name.Pkg().Path() == "net/url" && ssacode.FieldName(addr.X.Type(), addr.Field) == "Host" {
			f.Says = f.Says.Then(sockapi.ReaderOfText(t.a.schemeOf(addr.X) + "://"))
		}
	}
	return f
}

// flagged returns f as it is in the list of texts that it is put into at addr: after a
// flag, if it is a list of arguments.
func (t *Tracer) flagged(f Claim, at *ssa.IndexAddr) Claim {
	i, ok := at.Index.(*ssa.Const)
	if !ok || i.Int64() == 0 {
		return f
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
					f.Says = f.Says.Then(sockapi.ReaderOfName(flag))
				}
			}
		}
	}
	return f
}

// told returns g as it is in the text that the callee at s makes of it. Before that, it
// was as f says, with what it is found in.
func (t *Tracer) told(g, f Claim, s *program.Site) Claim {
	if g.Dir || s.Call == nil || s.Obj == nil {
		return g
	}
	switch ops := ssacode.Operands(s.Call); s.Obj.FullName() {
	case "fmt.Sprintf", "fmt.Errorf":
		before, after := t.a.formatAround(ops[0], f, ops[1])
		g.Says = g.Says.Then(sockapi.ReaderWithin(before, after))
	case "fmt.Appendf", "fmt.Fprintf":
		before, after := t.a.formatAround(ops[1], f, ops[2])
		g.Says = g.Says.Then(sockapi.ReaderWithin(t.a.writtenBefore(ops[0], s.Instr)+before, after))
	case "fmt.Sprint", "strings.Join":
		g.Says = g.Says.Then(sockapi.ReaderOfText(t.a.elementsBefore(f, ops)))
	case "strings.Replace", "strings.ReplaceAll":
		if f.Val == ops[2] {
			text, _, _ := strings.Cut(t.a.Ending(ops[0]), orNothing(t.a.Ending(ops[1])))
			g.Says = g.Says.Then(sockapi.ReaderOfText(text))
		}
	case "(*text/template.Template).Execute", "(*html/template.Template).Execute":
		before, after := templateAround(t.a.templateText(ops[0], 0), f.path)
		g.Says = g.Says.Then(readerOfPath(f.path)).Then(sockapi.ReaderWithin(before, after))
	case "(*strings.Builder).WriteString", "(*bytes.Buffer).WriteString", "(*bufio.Writer).WriteString", "(io.StringWriter).WriteString":
		g.Says = g.Says.Then(sockapi.ReaderOfText(t.a.writtenBefore(ops[0], s.Instr)))
	case "io.WriteString", "fmt.Fprint", "fmt.Fprintln":
		g.Says = g.Says.Then(sockapi.ReaderOfText(t.a.writtenBefore(ops[0], s.Instr)))
	default:
		g.Says = g.Says.Then(t.a.readerOf(f))
	}
	return g
}
