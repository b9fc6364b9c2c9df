package ports

import (
	"go/constant"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/life"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// starts reports whether something may be started that reads the environment of
// this process after instr sets it: a goroutine, or what is called by a name such
// as Run. A test that only makes a server binds nothing. What the callers of a
// function do that sets the environment for them is not seen, and taken for a yes.
func (ps *Ports) starts(instr ssa.Instruction) bool {
	fn := instr.Parent()
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if !ssacode.IsTest(fn) {
		return true
	}
	if instr.Parent() != fn {
		return ps.startsIn(fn)
	}
	for _, block := range fn.Blocks {
		for _, other := range block.Instrs {
			if ssacode.ComesBefore(instr, other) && ps.startsAt(other) {
				return true
			}
		}
	}
	return false
}

// startsIn reports whether fn starts anything.
func (ps *Ports) startsIn(fn *ssa.Function) bool {
	if known, ok := ps.starters[fn]; ok {
		return known
	}
	ps.starters[fn] = false // until it is known: for functions that call themselves
	for _, block := range fn.Blocks {
		if slices.ContainsFunc(block.Instrs, ps.startsAt) {
			ps.starters[fn] = true
		}
	}
	return ps.starters[fn]
}

// startsAt reports whether instr starts anything, itself or in a function of the
// package that it calls or makes.
func (ps *Ports) startsAt(instr ssa.Instruction) bool {
	switch i := instr.(type) {
	case *ssa.Go:
		return true
	case *ssa.MakeClosure:
		return ps.startsIn(i.Fn.(*ssa.Function))
	case ssa.CallInstruction:
		for _, v := range i.Common().Args {
			if literal, ok := v.(*ssa.Function); ok && ps.startsIn(literal) {
				return true
			}
		}
		s := ps.Site(i)
		return s != nil && (isStarter(s) || s.Fn != nil && ps.startsIn(s.Fn))
	}
	return false
}

// isStarter reports whether the callee of s has the name of what starts something.
func isStarter(s *program.Site) bool {
	name, pkg := "", ""
	switch {
	case s.Fn != nil:
		name = s.Fn.Name()
	case s.Obj != nil && s.Obj.Pkg() != nil:
		name, pkg = s.Obj.Name(), s.Obj.Pkg().Path()
	}
	if pkg == "testing" || pkg == "net" {
		return false // T.Run runs what it is given, net.Listen serves nobody
	}
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{"exec", "launch", "listen", "main", "run", "serve", "spawn", "start"}, func(word string) bool {
		return strings.HasPrefix(name, word)
	})
}

// An inheritance is what puts the port of a socket into the environment or a file while the
// socket is open: a child that is started later gets it then.
type inheritance struct {
	endpoint *Endpoint
	line     *life.Line
	got      attempts
	ev       trace.Event
	role     handoff.Role
}

// settle notes where processes are started that get a port so when its socket is closed.
func (ps *Ports) settle(i inheritance) {
	for _, s := range ps.heirs(i.line, i.ev, i.role) {
		use := ps.use(handoff.Process, i.got, trace.Event{Instr: s.Instr, Site: s})
		use.Brief = isMethod(s) && s.Instr.Parent() == i.line.Fn && i.line.JustReleased(s.Instr)
		i.endpoint.Uses = append(i.endpoint.Uses, use)
	}
}

// heirs returns where child processes are started after what ev does, which puts a port into
// the environment or a file while its socket is open, and the socket is closed by then: in the
// function, or in those that call it.
func (ps *Ports) heirs(line *life.Line, ev trace.Event, role handoff.Role) []*program.Site {
	inherits := map[handoff.Role]func(*program.Site, trace.Event) bool{handoff.Env: ps.inherits, handoff.File: ps.reads}[role]
	var all []*program.Site
	find := func(ev trace.Event, closed func(ssa.Instruction) bool) {
		for _, s := range ps.Scope(ev.Instr.Parent()).Sites {
			if ps.launches(s) && ssacode.Dominates(ev.Instr, s.Instr) && closed(s.Instr) && inherits(s, ev) {
				all = append(all, s)
			}
		}
	}
	find(ev, func(instr ssa.Instruction) bool { return line.At(instr) == life.Released })
	if line.AtReturns() == life.Released {
		for _, call := range ps.Callers(ev.Instr.Parent()) {
			ev.Instr = call.Instr
			find(ev, func(ssa.Instruction) bool { return true })
		}
	}
	return all
}

// launches reports whether the callee at s starts a process, or a function of the package does
// that it calls.
func (ps *Ports) launches(s *program.Site) bool {
	if _, deferred := s.Instr.(*ssa.Defer); deferred || s.Call == nil {
		return false
	}
	if s.Fn == nil {
		row := sockapi.Lookup(s.Obj)
		return row.Has(sockapi.Starts) && !row.Has(sockapi.Carries)
	}
	known, ok := ps.launchers[s.Fn]
	if !ok {
		ps.launchers[s.Fn] = false // until it is known: for functions that call themselves
		known = slices.ContainsFunc(ps.Scope(s.Fn).Sites, ps.launches)
		ps.launchers[s.Fn] = known
	}
	return known
}

// inherits reports whether a process that s starts gets the variable that ev sets: nobody sets
// it again in between, and the process has no environment of its own.
func (ps *Ports) inherits(s *program.Site, ev trace.Event) bool {
	if cmd := program.CommandOf(s); cmd != nil && (hasOwnEnv(cmd) || sockapi.IsClient(ps.Arguments(cmd))) {
		return false
	}
	return !slices.ContainsFunc(ps.Scope(ev.Instr.Parent()).Sites, func(other *program.Site) bool {
		call, ok := other.Instr.(*ssa.Call)
		if !ok || call == ev.Instr || !ssacode.ComesBefore(ev.Instr, call) || !ssacode.ComesBefore(call, s.Instr) {
			return false
		}
		if ssacode.IsCall(call, "os.Clearenv", "syscall.Clearenv") {
			return true
		}
		if !sockapi.Lookup(other.Obj).Has(sockapi.Sets) && !ssacode.IsCall(call, "os.Unsetenv", "syscall.Unsetenv") {
			return false
		}
		ops := ssacode.Operands(&call.Call)
		name := ops[0]
		if other.Obj.Signature().Recv() != nil {
			name = ops[1]
		}
		text, missing := ps.Tail(name, 0)
		return missing != nil || ev.Variable == "" || text == ev.Variable
	})
}

// hasOwnEnv reports whether the environment of a command is set, and not to that of this
// process with more.
func hasOwnEnv(cmd *ssa.Call) bool {
	for _, ref := range *cmd.Referrers() {
		field, ok := ref.(*ssa.FieldAddr)
		if !ok || ssacode.FieldName(cmd.Type(), field.Field) != "Env" {
			continue
		}
		for _, use := range *field.Referrers() {
			if store, ok := use.(*ssa.Store); ok && !extendsEnv(store.Val) {
				return true
			}
		}
	}
	return false
}

// extendsEnv reports whether v is the environment of this process, with more or without.
func extendsEnv(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	if !ok {
		return false
	}
	if _, builtin := call.Call.Value.(*ssa.Builtin); builtin {
		return extendsEnv(call.Call.Args[0])
	}
	return ssacode.IsCall(call, "os.Environ", "(*os/exec.Cmd).Environ", "syscall.Environ")
}

// reads reports whether a process that s starts is told of the file that ev writes to.
func (ps *Ports) reads(s *program.Site, ev trace.Event) bool {
	if ev.Site.Call == nil {
		return false
	}
	told := s.Call
	if cmd := program.CommandOf(s); cmd != nil {
		if told = &cmd.Call; sockapi.IsClient(ps.Arguments(cmd)) {
			return false
		}
	}
	file, args := map[ssa.Value]bool{}, map[ssa.Value]bool{}
	ps.partsOf(ssacode.Operands(ev.Site.Call)[0], file)
	for _, v := range ssacode.Operands(told) {
		for _, arg := range append(ssacode.Variadic(v), v) {
			if arg != nil {
				ps.partsOf(arg, args)
			}
		}
	}
	for v := range file {
		for arg := range args {
			if v == arg || isText(v) && isText(arg) && names(arg.(*ssa.Const), v.(*ssa.Const)) {
				return true
			}
		}
	}
	return false
}

// names reports whether an argument is a path, or a flag with it.
func names(arg, path *ssa.Const) bool {
	text, file := constant.StringVal(arg.Value), constant.StringVal(path.Value)
	return text == file || strings.HasSuffix(text, "="+file)
}

// isText reports whether v is constant text that may be a path by itself.
func isText(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value != nil && ssacode.IsText(c.Type())
}

// partsOf adds to parts what a path, a file or an argument is, and what its text is made of,
// but for constants.
func (ps *Ports) partsOf(v ssa.Value, parts map[ssa.Value]bool) {
	v = ssacode.Unboxed(v)
	if settled := ps.Settled(v); settled != nil {
		v = ssacode.Unboxed(settled)
	}
	if parts[v] || len(parts) > trace.MaxFacts {
		return
	}
	parts[v] = true
	var made []ssa.Value
	switch v := v.(type) {
	case *ssa.BinOp:
		made = []ssa.Value{v.X, v.Y}
	case *ssa.Slice:
		made = ssacode.Variadic(v)
	case *ssa.Extract:
		ps.partsOf(v.Tuple, parts)
	case *ssa.Call:
		if row := sockapi.Lookup(ssacode.Callee(v)); row.Has(sockapi.Formats) || row.Has(sockapi.Carries) || row.Has(sockapi.Parents) || ssacode.IsCall(v, "(*os.File).Name") {
			made = ssacode.Operands(&v.Call)
		}
	}
	for _, part := range made {
		if part != nil && !isText(part) {
			ps.partsOf(part, parts)
		}
	}
}
