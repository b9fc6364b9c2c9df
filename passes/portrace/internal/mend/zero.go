package mend

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/syntax"
)

// zeroAddress returns the code for the address e with port 0 in the place of the
// helper's port: text, as far as it is written in the function, and the names of
// constants; or e with 0 in it.
func (l *late) zeroAddress(d *fix.Draft, e ast.Expr) (string, bool) {
	if parts, ok := l.fold(d, e); ok {
		return code(parts), strings.HasSuffix(text(parts), ":0")
	}
	return l.substitute(d, e)
}

// A part of an address is text, or the code of a constant that has this text.
type part struct {
	text string
	code string // "" if it is written as text
}

func text(parts []part) string {
	var all strings.Builder
	for _, p := range parts {
		all.WriteString(p.text)
	}
	return all.String()
}

// code returns the code of the text that parts make.
func code(parts []part) string {
	var all []string
	written := ""
	for _, p := range append(parts, part{code: "end"}) {
		if p.code == "" {
			written += p.text
			continue
		}
		if written != "" {
			all = append(all, strconv.Quote(written))
		}
		all, written = append(all, p.code), ""
	}
	return strings.Join(all[:len(all)-1], " + ")
}

func isWritten(parts []part) bool {
	return !slices.ContainsFunc(parts, func(p part) bool { return p.code != "" })
}

// fold returns the parts of e, which is text or a number, with port 0.
func (l *late) fold(d *fix.Draft, e ast.Expr) ([]part, bool) {
	e = ast.Unparen(e)
	if l.yields(e) {
		return []part{{text: l.zero()}}, true
	}
	v := l.fn.Info.Types[e].Value
	if v != nil && !hasNames(e) {
		if v.Kind() == constant.String {
			return []part{{text: constant.StringVal(v)}}, true
		}
		return []part{{text: v.ExactString()}}, v.Kind() == constant.Int
	}
	switch e := e.(type) {
	case *ast.Ident:
		for _, s := range l.steps {
			if s.v == l.fn.Local(e) {
				return l.fold(d, s.def.Value)
			}
		}
	case *ast.BinaryExpr:
		x, okX := l.fold(d, e.X)
		y, okY := l.fold(d, e.Y)
		return append(x, y...), e.Op == token.ADD && okX && okY
	case *ast.CallExpr:
		if v == nil {
			return l.foldCall(d, e)
		}
	}
	if v != nil && syntax.IsBasic(l.fn.Info.TypeOf(e), types.IsString) && v.Kind() == constant.String {
		return []part{{text: constant.StringVal(v), code: l.spell(d, e)}}, true
	}
	return nil, false
}

// spell returns the code of e, a constant, as a string.
func (l *late) spell(d *fix.Draft, e ast.Expr) string {
	if _, ok := l.fn.Info.TypeOf(e).(*types.Basic); ok {
		return d.Text(e)
	}
	return "string(" + d.Text(e) + ")"
}

func (l *late) foldCall(d *fix.Draft, call *ast.CallExpr) ([]part, bool) {
	callee := syntax.Callee(l.fn.Info, call)
	switch {
	case callee == nil && l.fn.Info.Types[call.Fun].IsType(): // int(port)
		return l.fold(d, call.Args[0])
	case callee == nil:
		return nil, false
	}
	var args [][]part
	for _, arg := range call.Args {
		parts, ok := l.fold(d, arg)
		if !ok {
			return nil, false
		}
		args = append(args, parts)
	}
	switch name := callee.FullName(); {
	case name == "strconv.Itoa", name == "strconv.FormatInt", name == "strconv.FormatUint", name == "fmt.Sprint" && len(args) == 1:
		return args[0], isWritten(args[0])
	case name == "net.JoinHostPort":
		p := part{text: joinHostPort(text(args[0]), text(args[1]))}
		if !isWritten(args[0]) {
			p.code = d.Text(call.Fun) + "(" + code(args[0]) + ", " + code(args[1]) + ")"
		}
		return []part{p}, isWritten(args[1])
	case name == "fmt.Sprintf" && len(args) > 0 && isWritten(args[0]):
		return fill(text(args[0]), args[1:])
	}
	return nil, false
}

// hasNames reports whether e is not just made of literals.
func hasNames(e ast.Expr) bool {
	names := false
	ast.Inspect(e, func(n ast.Node) bool {
		_, isName := n.(*ast.Ident)
		names = names || isName
		return !names
	})
	return names
}

// zero returns what the helper returns, for port 0.
func (l *late) zero() string {
	if l.host == "" {
		return "0"
	}
	return strings.TrimSuffix(strings.TrimSuffix(l.host, "0"), ":") + ":0"
}

// fill puts args into a format that has none but the plainest verbs.
func fill(format string, args [][]part) ([]part, bool) {
	var all []part
	for {
		before, rest, more := strings.Cut(format, "%")
		all = append(all, part{text: before})
		if !more {
			return all, len(args) == 0
		}
		if rest == "" || len(args) == 0 || !strings.Contains("dsv", rest[:1]) {
			return nil, false
		}
		all = append(all, args[0]...)
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
	if !l.yields(s.def.Value) {
		return l.substitute(d, s.def.Value)
	}
	if basic, ok := s.v.Type().Underlying().(*types.Basic); ok && basic.Kind() == types.String {
		return strconv.Quote(l.zero()), true
	}
	return l.zero(), true
}
