package sockflow

import (
	"go/token"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Readers: what whoever is told an address does with it, by the words around it, as
// sockapi knows them.

// dialledBy reports whether whoever gets the port at s, by fl, which gives it to
// another process, to the environment or to a file, connects to it.
func (t *tracer) dialledBy(f fact, s *site, fl *summary.Flow) bool {
	if f.dir || !summary.TraitOf(fl.Role).Tells {
		return false
	}
	says := f.says.Then(t.a.readerOf(f))
	switch fl.Role {
	case sockapi.Sets:
		says = says.Then(sockapi.ReaderOfName(fl.Variable))
	case sockapi.Writes:
		if s.obj != nil && s.obj.FullName() == "(*os.File).WriteString" {
			says = says.Then(sockapi.ReaderOfText(t.a.writtenBefore(s.operand(summary.Place{Root: summary.Param}), s.instr)))
		}
	case sockapi.Starts:
		cmd := commandOf(s)
		if cmd == nil {
			break
		}
		program, args := t.a.arguments(cmd)
		before, _ := t.a.argument(cmd, argumentOf(s, f, fl))
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
func (a *analyzer) readerOf(f fact) sockapi.Reader {
	if says := readerOfPath(f.path); says != sockapi.Unsaid {
		return says
	}
	owner, field := ssacode.Unboxed(f.val).Type(), ""
	for _, step := range summary.Steps(f.path) {
		if field != "" {
			owner = summary.StepType(owner, field)
		}
		field = step
	}
	if name := ssacode.TypeName(owner); field != "" && summary.IsField(field) && name != nil && name.Pkg() == a.pass.Pkg && a.onlyDialled(cell{typ: name, path: field}) {
		return sockapi.Connects
	}
	return sockapi.Unsaid
}

// onlyDialled reports whether functions of the package dial what they find in a field,
// and do nothing else with it that may matter.
func (a *analyzer) onlyDialled(field cell) bool {
	if only, ok := a.dialled[field]; ok {
		return only
	}
	a.dialled[field] = false // until it is known: nobody asks twice on the way
	dials := false
	for _, in := range a.fieldsOf(field) {
		for _, ev := range a.newTracer(a.scopeOf(in.fn)).trace(in.seeds...) {
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
	seeds []fact
}

// fieldsOf returns where the functions of the package take a field, in their order. It
// looks through the package once.
func (a *analyzer) fieldsOf(field cell) []fieldUse {
	if a.fields != nil {
		return a.fields[field]
	}
	a.fields = map[cell][]fieldUse{}
	add := func(fn *ssa.Function, key cell, v ssa.Value) {
		list := a.fields[key]
		if n := len(list); n == 0 || list[n-1].fn != fn {
			list = append(list, fieldUse{fn: fn})
		}
		last := &list[len(list)-1]
		last.seeds = append(last.seeds, fact{val: v, kind: summary.Address})
		a.fields[key] = list
	}
	for _, fn := range a.funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				switch i := instr.(type) {
				case *ssa.FieldAddr:
					add(fn, cell{typ: ssacode.TypeName(i.X.Type()), path: ssacode.FieldName(i.X.Type(), i.Field)}, i)
				case *ssa.Field:
					add(fn, cell{typ: ssacode.TypeName(i.X.Type()), path: ssacode.FieldName(i.X.Type(), i.Field)}, i)
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

// commandOf returns the call of exec.Command that makes the command which is
// started at s; nil if it cannot be told.
func commandOf(s *site) *ssa.Call {
	if s.call == nil {
		return nil
	}
	if call, ok := s.instr.(*ssa.Call); ok && isCommand(call) {
		return call
	}
	if call, ok := s.operand(summary.Place{Root: summary.Param}).(*ssa.Call); ok && isCommand(call) {
		return call
	}
	return nil
}

func isCommand(call *ssa.Call) bool {
	return ssacode.IsCall(call, "os/exec.Command", "os/exec.CommandContext")
}

// argumentOf returns where f is in the last argument of the call of exec.Command
// that makes the command which is started at s by fl; "" if it is not there.
func argumentOf(s *site, f fact, fl *summary.Flow) string {
	if call, ok := s.instr.(*ssa.Call); ok && isCommand(call) {
		return f.path
	}
	path, _ := summary.Cut(summary.Join(fl.From.Path, f.path), "Args")
	return path
}

// arguments returns the program that a call of exec.Command names, "" if it is not
// known, and how those of its arguments start that are.
func (a *analyzer) arguments(cmd *ssa.Call) (program string, args []string) {
	operands := cmd.Call.Args
	named := operands[len(operands)-2]
	if path, ok := named.(*ssa.Extract); ok {
		if call, ok := path.Tuple.(*ssa.Call); ok && ssacode.IsCall(call, "os/exec.LookPath") {
			named = call.Call.Args[0]
		}
	}
	if name, missing := a.tail(named, 0); missing == nil {
		program = name
	}
	for _, arg := range ssacode.Variadic(operands[len(operands)-1]) {
		if arg != nil {
			args = append(args, ssacode.Head(arg, 0))
		}
	}
	return program, args
}

// argument returns how the argument at path of a call of exec.Command starts, and
// the one before that: each "" if it is not known.
func (a *analyzer) argument(cmd *ssa.Call, path string) (before, arg string) {
	step, _, _ := strings.Cut(path, ".")
	i, err := strconv.Atoi(strings.Trim(step, "[]"))
	args := ssacode.Variadic(cmd.Call.Args[len(cmd.Call.Args)-1])
	if err != nil || i >= len(args) || args[i] == nil {
		return "", ""
	}
	if i > 0 && args[i-1] != nil {
		before = ssacode.Head(args[i-1], 0)
	}
	return before, ssacode.Head(args[i], 0)
}

// follows returns f as it is in the text sum, a concatenation.
func (t *tracer) follows(f fact, sum *ssa.BinOp) fact {
	if !f.dir && sum.Y == f.val {
		f.says = f.says.Then(sockapi.ReaderOfText(t.a.ending(sum.X)))
	}
	return f
}

// labelled returns f as it is with a name beside it, the constant v: the key of a map, or
// what comes before it among the arguments of a call.
func (t *tracer) labelled(f fact, v ssa.Value) fact {
	if name := ssacode.Head(v, 0); name != "" && !f.dir && f.path == "" {
		f.says = f.says.Then(sockapi.ReaderOfName(name))
	}
	return f
}

// paired returns f as it is among the arguments of a call, where the name of a variable may
// come before it.
func (t *tracer) paired(f fact, u use) fact {
	if u.at.Root != summary.Param || u.at.Index == 0 {
		return f
	}
	if name := u.site.operand(summary.Place{Root: summary.Param, Index: u.at.Index - 1}); name != nil && isVariable(name) {
		return t.labelled(f, name)
	}
	return f
}

// isVariable reports whether v is a constant that looks like the name of an environment
// variable.
func isVariable(v ssa.Value) bool { return variableName.MatchString(ssacode.Head(v, 0)) }

var variableName = regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`)

// placed returns f as it is in what it is put into at addr: a list of arguments, or a URL.
func (t *tracer) placed(f fact, addr ssa.Value) fact {
	if f.dir || f.path != "" || !ssacode.IsText(f.val.Type()) {
		return f
	}
	switch addr := addr.(type) {
	case *ssa.IndexAddr:
		return t.flagged(f, addr)
	case *ssa.FieldAddr:
		if name := ssacode.TypeName(addr.X.Type()); name != nil && name.Pkg() != nil && name.Pkg().Path() == "net/url" && ssacode.FieldName(addr.X.Type(), addr.Field) == "Host" {
			f.says = f.says.Then(sockapi.ReaderOfText(t.a.schemeOf(addr.X) + "://"))
		}
	}
	return f
}

// flagged returns f as it is in the list of texts that it is put into at addr: after a
// flag, if it is a list of arguments.
func (t *tracer) flagged(f fact, at *ssa.IndexAddr) fact {
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
					f.says = f.says.Then(sockapi.ReaderOfName(flag))
				}
			}
		}
	}
	return f
}

// ending returns the constant text that v ends with.
func (a *analyzer) ending(v ssa.Value) string {
	text, _ := a.tail(v, 0)
	return text
}

// told returns g as it is in the text that the callee at s makes of it. Before that, it
// was as f says, with what it is found in.
func (t *tracer) told(g, f fact, s *site) fact {
	if g.dir || s.call == nil || s.obj == nil {
		return g
	}
	switch ops := ssacode.Operands(s.call); s.obj.FullName() {
	case "fmt.Sprintf", "fmt.Errorf":
		before, after := t.a.formatAround(ops[0], f, ops[1])
		g.says = g.says.Then(sockapi.ReaderWithin(before, after))
	case "fmt.Appendf", "fmt.Fprintf":
		before, after := t.a.formatAround(ops[1], f, ops[2])
		g.says = g.says.Then(sockapi.ReaderWithin(t.a.writtenBefore(ops[0], s.instr)+before, after))
	case "fmt.Sprint", "strings.Join":
		g.says = g.says.Then(sockapi.ReaderOfText(t.a.elementsBefore(f, ops)))
	case "strings.Replace", "strings.ReplaceAll":
		if f.val == ops[2] {
			text, _, _ := strings.Cut(t.a.ending(ops[0]), orNothing(t.a.ending(ops[1])))
			g.says = g.says.Then(sockapi.ReaderOfText(text))
		}
	case "(*text/template.Template).Execute", "(*html/template.Template).Execute":
		before, after := templateAround(t.a.templateText(ops[0], 0), f.path)
		g.says = g.says.Then(readerOfPath(f.path)).Then(sockapi.ReaderWithin(before, after))
	case "(*strings.Builder).WriteString", "(*bytes.Buffer).WriteString", "(*bufio.Writer).WriteString", "(io.StringWriter).WriteString":
		g.says = g.says.Then(sockapi.ReaderOfText(t.a.writtenBefore(ops[0], s.instr)))
	case "io.WriteString", "fmt.Fprint", "fmt.Fprintln":
		g.says = g.says.Then(sockapi.ReaderOfText(t.a.writtenBefore(ops[0], s.instr)))
	default:
		g.says = g.says.Then(t.a.readerOf(f))
	}
	return g
}
