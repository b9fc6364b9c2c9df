package trace

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Paths: what the tracer knows of directories, and of the names of Unix sockets
// that are made of them.

// isFormattable reports whether text that is made of what f is about is of any
// interest.
func isFormattable(f claim.Claim) bool {
	switch f.Kind {
	case summary.Closer, summary.Remover, summary.ParentRemover, summary.Unlinker, summary.Socket:
		return false
	case summary.Itself:
		return f.Symbolic() || f.Dir
	}
	return true
}

// formatted returns f about v, text that is made of what f is about at s. Of a
// directory that is a path inside it. v is nil if the text cannot be had.
func (t *Tracer) formatted(f claim.Claim, v ssa.Value, s *program.Site) claim.Claim {
	if f.Kind == summary.Parent || f.Kind == summary.Itself && (f.Dir || t.isTextAt(f.From)) {
		f.Kind = summary.Made
	}
	if !summary.IsMade(f.Kind) || v == nil {
		return f
	}
	if sockapi.NamesSocket(ssacode.Head(v, 0)) {
		f.Kind = summary.Named
		t.emit(f, s, summary.Flow{Role: summary.Names}, Now)
	} else if text, _ := t.a.Tail(v, 0); sockapi.IsSocketPath(text) {
		f.Kind = summary.Named
	}
	return f
}

// setsField notes that f is stored in a field whose name says that it is the name of
// a socket.
func (t *Tracer) setsField(f claim.Claim, field *ssa.FieldAddr, instr ssa.Instruction) {
	name := ssacode.FieldName(field.X.Type(), field.Field)
	if f.IsPath() && f.Path == "" && sockapi.NamesSocket(name) && ssacode.IsText(summary.StepType(field.X.Type(), name)) {
		f.Kind = summary.Named
		t.emit(f, &program.Site{Instr: instr}, summary.Flow{Role: summary.Names, Sink: summary.Sink{Name: name}}, Now)
	}
}

// remove handles that the callee at s removes what f is about.
func (t *Tracer) remove(f claim.Claim, s *program.Site, fl *summary.Flow) {
	if f.Kind == summary.Base { // in a root, or joined to where it is
		f.Kind = summary.Itself
	}
	if !f.IsPath() && f.Kind != summary.Parent {
		return
	}
	switch {
	case s.Call != nil:
		t.emit(f, s, *fl, timingOf(s.Instr))
	case s.Closure == nil:
		t.emit(f, s, summary.Flow{Role: fl.Role, Sink: fl.Sink}, Later)
	case summary.IsMade(f.Kind):
		t.emit(f, s, summary.Flow{Role: fl.Role, Sink: fl.Sink}, Later) // the literal removes only what is inside
	default:
		of := summary.Remover
		if fl.Role == sockapi.Unlinks && f.Kind == summary.Itself {
			of = summary.Unlinker
		}
		f.Kind, _ = f.Part(of)
		t.Add(f.At(s.Closure, ""))
		if _, returned := s.Instr.(*ssa.Return); !returned && !(of == summary.Unlinker && t.isCalledAt(s)) {
			t.emit(f, s, summary.Flow{Role: fl.Role, Sink: fl.Sink}, Later) // whoever gets it may call it
		}
	}
}

// isCalledAt reports whether it is known when the literal is called that is handed over at s.
func (t *Tracer) isCalledAt(s *program.Site) bool {
	call, ok := s.Instr.(ssa.CallInstruction)
	if !ok {
		return false
	}
	outer := t.a.Site(call)
	if outer == nil || outer.Sum == nil {
		return false
	}
	for i, v := range ssacode.Operands(outer.Call) {
		for fl := range t.flowsFrom(outer.Sum, summary.Place{Root: summary.Param, Index: i}) {
			if v == s.Closure && (fl.Role == sockapi.Defers || fl.Role == sockapi.Calls) {
				return true
			}
		}
	}
	return false
}

// removeLater handles that the callee at s, which plays role, calls the function
// that f is about, which removes a directory.
func (t *Tracer) removeLater(f claim.Claim, s *program.Site, role sockapi.Role) {
	switch role {
	case sockapi.Calls, sockapi.Repeats:
		t.emit(f, s, summary.Flow{Role: ends(f.Kind), Must: true}, timingOf(s.Instr))
	case sockapi.Defers: // whatever becomes of the function from here on
		t.emit(f, s, summary.Flow{Role: ends(f.Kind), Must: true, Sink: t.unlinkIn(f)}, AtEnd)
	case sockapi.Spawns:
		t.emit(f, s, summary.Flow{Role: ends(f.Kind)}, Later)
	}
}

// unlinkIn returns the call that unlinks something in the literal that f is about, if it is one.
func (t *Tracer) unlinkIn(f claim.Claim) summary.Sink {
	if closure, ok := f.Val.(*ssa.MakeClosure); ok && f.Kind == summary.Unlinker {
		for _, fl := range t.a.Summary(closure.Fn.(*ssa.Function)).Flows() {
			if fl.Role == sockapi.Unlinks {
				return fl.Sink
			}
		}
	}
	return summary.Sink{}
}

// isPrinted reports whether what a site passes at a place is for people to read: it
// is one of any number of arguments of any type, or goes to a package for that.
func isPrinted(s *program.Site, at summary.Place) bool {
	if s.Call == nil || at.Root != summary.Param {
		return false
	}
	if s.Obj != nil && s.Obj.Pkg() != nil && (sockapi.IsPassive(s.Obj.Pkg().Path()) || strings.HasPrefix(s.Obj.Pkg().Path(), "log")) {
		return true
	}
	sig := s.Call.Signature()
	index := at.Index
	if s.Call.IsInvoke() || sig.Recv() != nil {
		index--
	}
	if !sig.Variadic() || index != sig.Params().Len()-1 {
		return false
	}
	return sig.Params().At(index).Type().String() == "[]any" || sig.Params().At(index).Type().String() == "[]interface{}"
}

// mayEnd notes that what the callee at s does may remove what f is about.
func (t *Tracer) mayEnd(f claim.Claim, s *program.Site) {
	if f.Dir {
		t.keep(f, s)
		return
	}
	t.emit(f, s, summary.Flow{Role: summary.Sweeps, Sink: summary.Sink{Name: s.Name()}}, Now)
}

// isIterator reports whether the callee at s returns a function that takes a function, and
// hands it what it was made of, as slices.Values does.
func isIterator(s *program.Site) bool {
	if s.Call == nil || s.Call.Signature().Results().Len() != 1 {
		return false
	}
	sig, ok := s.Call.Signature().Results().At(0).Type().Underlying().(*types.Signature)
	if !ok || sig.Results().Len() > 0 || sig.Params().Len() != 1 {
		return false
	}
	_, ok = sig.Params().At(0).Type().Underlying().(*types.Signature)
	return ok
}

// isTextAt reports whether what callers pass at p is text.
func (t *Tracer) isTextAt(p summary.Place) bool {
	if p.Root == summary.Environ {
		return true
	}
	v := program.ValueAt(t.scope.Fn, p)
	if v == nil {
		return false
	}
	typ := v.Type()
	for _, step := range summary.Steps(p.Path) {
		typ = summary.StepType(typ, step)
	}
	if pointer, ok := typ.Underlying().(*types.Pointer); ok {
		typ = pointer.Elem() // of a captured variable
	}
	return ssacode.IsText(typ)
}
