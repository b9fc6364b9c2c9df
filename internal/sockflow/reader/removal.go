package reader

import (
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// NamesSocket reports whether whoever gets the path at s, which plays a role that
// gives it to another process or to the environment, takes it for the name of a
// socket, or of a directory for sockets: by the flag before it, or the name of the
// variable.
func (r *Reader) NamesSocket(f claim.Claim, s *program.Site, fl *summary.Flow) bool {
	switch fl.Role {
	case sockapi.Sets:
		return sockapi.NamesSocket(fl.Variable + "=")
	case sockapi.Starts:
		if cmd := program.CommandOf(s); cmd != nil {
			program, _ := r.Arguments(cmd)
			flag, _ := r.Argument(cmd, argumentOf(s, f, fl))
			return sockapi.IsSocketFlag(program, flag)
		}
	}
	return false
}

// IsRemoval reports whether the process that is started at s removes what f is about:
// it is rm.
func (r *Reader) IsRemoval(f claim.Claim, s *program.Site, fl *summary.Flow) bool {
	cmd := commandWith(f, s, fl)
	if cmd == nil {
		return false
	}
	program, _ := r.Arguments(cmd)
	return sockapi.ProgramName(program) == "rm"
}

// MayRemove reports whether the shell that is started at s may remove the directory that f
// is about with all that is in it: its command has an rm that does.
func (r *Reader) MayRemove(f claim.Claim, s *program.Site, fl *summary.Flow) bool {
	cmd := commandWith(f, s, fl)
	if cmd == nil {
		return false
	}
	program, _ := r.Arguments(cmd)
	_, command := r.Argument(cmd, argumentOf(s, f, fl))
	return sockapi.IsShell(program) && sockapi.RemovesTree(command)
}

// commandWith returns the command that is started at s with f, a path, among what it is
// given; nil if fl starts none, or it cannot be told.
func commandWith(f claim.Claim, s *program.Site, fl *summary.Flow) *ssa.Call {
	if fl.Role != sockapi.Starts || !f.IsPath() {
		return nil
	}
	return program.CommandOf(s)
}
