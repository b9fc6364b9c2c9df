package trace

import (
	"go/types"

	"github.com/sockvet/sockvet/internal/sockflow/program"
)

// A Follower follows values through the functions of a program.
type Follower struct {
	*program.Program
	writes   map[memory]writes
	sweepers map[types.Type][]sweeper
	dialled  map[Cell]bool       // whether the package only dials what is in a field
	fields   map[Cell][]fieldUse // nil until they are needed, see fieldsOf
}

func New(p *program.Program) *Follower {
	return &Follower{Program: p, writes: map[memory]writes{}, sweepers: map[types.Type][]sweeper{}, dialled: map[Cell]bool{}}
}
