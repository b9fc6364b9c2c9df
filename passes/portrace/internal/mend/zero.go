package mend

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"net"
	"strconv"
	"strings"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/syntax"
)

// zeroAddress returns the code for the address e with port 0 in the place of the
// helper's port: a literal if all of it is known, else e with 0 in it.
func (l *late) zeroAddress(d *fix.Draft, e ast.Expr) (string, bool) {
	if text, ok := l.fold(e); ok {
		return strconv.Quote(text), strings.HasSuffix(text, ":0")
	}
	return l.substitute(d, e)
}

// fold returns the text of e with port 0.
func (l *late) fold(e ast.Expr) (string, bool) {
	e = ast.Unparen(e)
	if v := l.fn.Info.Types[e].Value; v != nil {
		if v.Kind() == constant.String {
			return constant.StringVal(v), true
		}
		return v.ExactString(), v.Kind() == constant.Int
	}
	switch e := e.(type) {
	case *ast.Ident:
		for _, s := range l.steps {
			if s.v == l.fn.Local(e) {
				return l.fold(s.def.Value)
			}
		}
	case *ast.BinaryExpr:
		x, okX := l.fold(e.X)
		y, okY := l.fold(e.Y)
		return x + y, e.Op == token.ADD && okX && okY
	case *ast.CallExpr:
		return l.foldCall(e)
	}
	return "", false
}

func (l *late) foldCall(call *ast.CallExpr) (string, bool) {
	callee := syntax.Callee(l.fn.Info, call)
	switch {
	case callee == nil && l.fn.Info.Types[call.Fun].IsType(): // int(port)
		return l.fold(call.Args[0])
	case callee == nil:
		return "", false
	case callee == l.helper:
		return l.zero(), true
	}
	var args []string
	for _, arg := range call.Args {
		text, ok := l.fold(arg)
		if !ok {
			return "", false
		}
		args = append(args, text)
	}
	switch name := callee.FullName(); {
	case name == "strconv.Itoa", name == "strconv.FormatInt", name == "strconv.FormatUint", name == "fmt.Sprint" && len(args) == 1:
		return args[0], true
	case name == "net.JoinHostPort":
		return net.JoinHostPort(args[0], args[1]), true
	case name == "fmt.Sprintf" && len(args) > 0:
		return fill(args[0], args[1:])
	}
	return "", false
}

// zero returns what the helper returns, for port 0.
func (l *late) zero() string {
	if l.host == "" {
		return "0"
	}
	return strings.TrimSuffix(strings.TrimSuffix(l.host, "0"), ":") + ":0"
}

// fill puts args into a format that has none but the plainest verbs.
func fill(format string, args []string) (string, bool) {
	var text strings.Builder
	for {
		before, rest, more := strings.Cut(format, "%")
		text.WriteString(before)
		if !more {
			return text.String(), len(args) == 0
		}
		if rest == "" || len(args) == 0 || !strings.Contains("dsv", rest[:1]) {
			return "", false
		}
		text.WriteString(args[0])
		format, args = rest[1:], args[1:]
	}
}

// substitute returns the code of e with 0 in the place of the port.
func (l *late) substitute(d *fix.Draft, e ast.Expr) (string, bool) {
	if !isPure(l.fn.Info, e) {
		return "", false
	}
	source, ok := d.Text(e), true
	var text strings.Builder
	from := e.Pos()
	ast.Inspect(e, func(n ast.Node) bool {
		id, isIdent := n.(*ast.Ident)
		if !isIdent {
			return true
		}
		for _, s := range l.steps {
			if s.v == l.fn.Local(id) {
				value, known := l.valueOf(d, s)
				ok = ok && known
				text.WriteString(source[from-e.Pos():id.Pos()-e.Pos()] + value)
				from = id.End()
			}
		}
		return true
	})
	text.WriteString(source[from-e.Pos():])
	return text.String(), ok
}

// valueOf returns the code for the value of a step, for port 0.
func (l *late) valueOf(d *fix.Draft, s step) (string, bool) {
	call, ok := s.def.Value.(*ast.CallExpr)
	if !ok || syntax.Callee(l.fn.Info, call) != l.helper {
		return l.substitute(d, s.def.Value)
	}
	if basic, ok := s.v.Type().Underlying().(*types.Basic); ok && basic.Kind() == types.String {
		return strconv.Quote(l.zero()), true
	}
	return l.zero(), true
}
