package trace

import (
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/cell"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/reader"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// readerOf tells by the fields and keys that lead to what f is about: by their names, or
// since nobody in the package does anything with such a field but dial it.
func (fw *Follower) readerOf(f claim.Claim) sockapi.Reader {
	if says := reader.ReaderOfPath(f.Path); says != sockapi.Unsaid {
		return says
	}
	owner, field := ssacode.Unboxed(f.Val).Type(), ""
	for _, step := range summary.Steps(f.Path) {
		if field != "" {
			owner = summary.StepType(owner, field)
		}
		field = step
	}
	if name := ssacode.TypeName(owner); field != "" && summary.IsField(field) && name != nil && name.Pkg() == fw.Pass.Pkg && fw.onlyDialled(cell.Cell{Type: name, Path: field}) {
		return sockapi.Connects
	}
	return sockapi.Unsaid
}

// onlyDialled reports whether functions of the package dial what they find in a field,
// and do nothing else with it that may matter.
func (fw *Follower) onlyDialled(field cell.Cell) bool {
	if only, ok := fw.dialled[field]; ok {
		return only
	}
	fw.dialled[field] = false // until it is known: nobody asks twice on the way
	dials := false
	for _, in := range fw.fieldsOf(field) {
		for _, ev := range fw.NewTracer(fw.Scope(in.fn)).Run(in.seeds...) {
			switch ev.Role {
			case sockapi.Dials:
				dials = true
			case sockapi.Reads, sockapi.Checks:
			default:
				return false
			}
		}
	}
	if dials {
		fw.Cells.WantFinders(field, false) // nobody else may do something else
	}
	fw.dialled[field] = dials
	return dials
}

// A fieldUse is where a function takes a field: seeds say that the port is there.
type fieldUse struct {
	fn    *ssa.Function
	seeds []claim.Claim
}

// fieldsOf returns where the functions of the package take a field, in their order. It
// looks through the package once.
func (fw *Follower) fieldsOf(field cell.Cell) []fieldUse {
	if fw.fields != nil {
		return fw.fields[field]
	}
	fw.fields = map[cell.Cell][]fieldUse{}
	add := func(fn *ssa.Function, key cell.Cell, v ssa.Value) {
		list := fw.fields[key]
		if n := len(list); n == 0 || list[n-1].fn != fn {
			list = append(list, fieldUse{fn: fn})
		}
		last := &list[len(list)-1]
		last.seeds = append(last.seeds, claim.Claim{Val: v, Kind: summary.Address})
		fw.fields[key] = list
	}
	for _, fn := range fw.Funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				switch i := instr.(type) {
				case *ssa.FieldAddr:
					add(fn, cell.Cell{Type: ssacode.TypeName(i.X.Type()), Path: ssacode.FieldName(i.X.Type(), i.Field)}, i)
				case *ssa.Field:
					add(fn, cell.Cell{Type: ssacode.TypeName(i.X.Type()), Path: ssacode.FieldName(i.X.Type(), i.Field)}, i)
				}
			}
		}
	}
	return fw.fields[field]
}

// keep notes that the callee at s, which cannot be seen, is given what f is about.
func (t *Tracer) keep(f claim.Claim, s *program.Site) {
	fl := summary.Flow{Role: summary.Keeps}
	if f.Kind == summary.Address {
		fl.Says = t.a.reader.TakerOf(f, s)
	}
	t.emit(f, s, fl, Now)
}
