package program

import (
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// CommandOf returns the call of exec.Command that makes the command which is
// started at s; nil if it cannot be told.
func CommandOf(s *Site) *ssa.Call {
	if s.Call == nil {
		return nil
	}
	if call, ok := s.Instr.(*ssa.Call); ok && IsCommand(call) {
		return call
	}
	if call, ok := s.Operand(summary.Place{Root: summary.Param}).(*ssa.Call); ok && IsCommand(call) {
		return call
	}
	return nil
}

// IsCommand reports whether a call makes a command of a program and its arguments.
func IsCommand(call *ssa.Call) bool {
	return ssacode.IsCall(call, "os/exec.Command", "os/exec.CommandContext")
}

// Arguments returns the program that a call of exec.Command names, "" if it is not
// known, and how those of its arguments start that are.
func (prog *Program) Arguments(cmd *ssa.Call) (program string, args []string) {
	operands := cmd.Call.Args
	named := operands[len(operands)-2]
	if path, ok := named.(*ssa.Extract); ok {
		if call, ok := path.Tuple.(*ssa.Call); ok && ssacode.IsCall(call, "os/exec.LookPath") {
			named = call.Call.Args[0]
		}
	}
	return prog.commandLine(named, operands[len(operands)-1])
}

// commandLine returns the program that is named, "" if it is not known, and how those of
// the arguments in a list start that are.
func (prog *Program) commandLine(named, list ssa.Value) (program string, args []string) {
	if name, missing := prog.Tail(named, 0); missing == nil {
		program = name
	}
	for _, arg := range ssacode.Variadic(list) {
		if arg != nil {
			args = append(args, ssacode.Head(arg, 0))
		}
	}
	return program, args
}

// Argument returns how the argument at path of a call of exec.Command starts, and
// the one before that: each "" if it is not known.
func (prog *Program) Argument(cmd *ssa.Call, path string) (before, arg string) {
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

// HandedOn returns the program that the callee at s starts by fl, which gets it before its
// arguments and hands it on to exec.Command, and how the arguments start that are known; ""
// if it is not known.
func (prog *Program) HandedOn(s *Site, fl *summary.Flow) (program string, args []string) {
	if fl.From.Root != summary.Param || fl.From.Index == 0 {
		return "", nil
	}
	named := s.Operand(summary.Place{Root: summary.Param, Index: fl.From.Index - 1})
	if named == nil || !ssacode.IsText(named.Type()) {
		return "", nil
	}
	return prog.commandLine(named, s.Operand(fl.From))
}
