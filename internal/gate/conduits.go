package gate

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// hasConduit reports whether text declares a conduit: see [IsConduit]. What cannot be one is
// not parsed.
func hasConduit(text []byte) bool {
	for {
		_, rest, found := bytes.Cut(text, []byte("\nfunc "))
		if !found {
			return false
		}
		text = rest
		if decl := function(text); exported(decl) && mayConduct(decl) {
			if fn := parseFunction(decl); fn != nil && IsConduit(fn) {
				return true
			}
		}
	}
}

// function returns the declaration of the function that text, formatted by gofmt, begins with.
func function(text []byte) []byte {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	if bytes.HasSuffix(line, []byte("}")) {
		return line
	}
	if end := bytes.Index(text, []byte("\n}")); end >= 0 {
		return text[:end+len("\n}")]
	}
	return nil
}

// mayConduct reports whether the function that decl declares may be a conduit, by what is
// quickly seen: it has type parameters, gets an error, calls what makes text, or returns a
// sum or a word of its head.
func mayConduct(decl []byte) bool {
	end := headEnd(decl)
	head, body := decl[:end], decl[end:]
	owner, params := operands(head)
	switch {
	case bytes.IndexByte(owner, '[') >= 0, bytes.Contains(params, []byte(" error")):
		return true
	case len(body) > maxConduit:
		return false
	case bytes.Contains(body, []byte(mayConvert)):
		return true
	case slices.ContainsFunc(makers, func(pkg string) bool { return bytes.Contains(body, []byte(pkg+".")) }):
		return true
	}
	for {
		_, rest, found := bytes.Cut(body, []byte("return "))
		if !found {
			return false
		}
		var result []byte
		result, body, _ = bytes.Cut(rest, []byte("\n"))
		if word := firstWord(result); len(word) > 0 && bytes.Contains(params, word) || bytes.Contains(result, []byte(" + ")) {
			return true
		}
	}
}

// operands splits the head of a function into what comes before its parameters, with the
// receiver, and the parameters.
func operands(head []byte) (owner, params []byte) {
	receiver := 0
	if bytes.HasPrefix(head, []byte("(")) {
		receiver = max(0, bytes.IndexByte(head, ')')+1)
	}
	start := receiver + max(0, bytes.IndexByte(head[receiver:], '('))
	depth := 0
	for i, c := range head[start:] {
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return head[:start], head[start : start+i]
			}
		}
	}
	return head[:start], head[start:]
}

// firstWord returns the first identifier of an expression, behind what it takes the address
// or the sign of.
func firstWord(text []byte) []byte {
	text = bytes.TrimLeft(text, "&*-")
	end := 0
	for end < len(text) && inIdentifier[text[end]] {
		end++
	}
	return text[:end]
}

// maxConduit bounds the length of a function that is a conduit by what stands in it. Longer
// ones do more than hand something on.
const maxConduit = 400

// makers are the packages of std whose functions make text of values, and values of text.
var makers = []string{"fmt", "strconv", "strings", "net", "path", "filepath"}

// parseFunction parses the declaration of a function; it returns nil if that can't be done.
func parseFunction(decl []byte) *ast.FuncDecl {
	src := slices.Concat([]byte("package p\nfunc "), decl, []byte("\n"))
	file, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	if err != nil || len(file.Decls) != 1 {
		return nil
	}
	fn, _ := file.Decls[0].(*ast.FuncDecl)
	return fn
}

// IsConduit reports whether callers in other packages may get back what they hand to the
// function, whatever it is, as it is or as text: as with
//
//	func Must[T any](v T, err error) T
//
// Such a function has to do with ports only by who calls it. It is one if its type
// parameters say so, if it gets a value along with an error and returns one of the same type,
// or if it is short and returns a parameter, or something made of one by [makers], or by an
// encoder or a decoder.
func IsConduit(fn *ast.FuncDecl) bool {
	if !fn.Name.IsExported() || fn.Body == nil {
		return false
	}
	short := fn.Body.End()-fn.Body.Pos() <= maxConduit
	if hasGeneric(fn) || short && converts(fn) {
		return true
	}
	params, withError := plainParams(fn.Type)
	if len(params) == 0 || fn.Type.Results == nil {
		return false
	}
	plain := false
	for _, result := range fn.Type.Results.List {
		if name := types.ExprString(result.Type); withError && slices.ContainsFunc(params, func(p param) bool { return p.typ == name }) {
			return true
		}
		p, _ := holds(result.Type)
		plain = plain || p
	}
	return plain && short && conducts(fn.Body, func(id *ast.Ident) bool {
		return slices.ContainsFunc(params, func(p param) bool { return p.name == id.Name })
	})
}

// hasGeneric reports whether type parameters say that fn hands something on: two of its
// parameters and results have to do with them, or one if its receiver does.
func hasGeneric(fn *ast.FuncDecl) bool {
	names, uses := typeParams(fn), 0
	if len(names) == 0 {
		return false
	}
	for _, list := range []*ast.FieldList{fn.Type.Params, fn.Type.Results} {
		if list == nil {
			continue
		}
		for _, field := range list.List {
			if mentions(field.Type, func(id *ast.Ident) bool { return slices.Contains(names, id.Name) }) {
				uses += max(1, len(field.Names))
			}
		}
	}
	return uses > 1 || uses > 0 && fn.Recv != nil
}

// typeParams returns the names of the type parameters of fn, or of the type it is a method of.
func typeParams(fn *ast.FuncDecl) (names []string) {
	if fn.Recv != nil {
		ast.Inspect(fn.Recv.List[0].Type, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.IndexExpr:
				names = append(names, types.ExprString(n.Index))
			case *ast.IndexListExpr:
				for _, index := range n.Indices {
					names = append(names, types.ExprString(index))
				}
			}
			return true
		})
	}
	if fn.Type.TypeParams != nil {
		for _, field := range fn.Type.TypeParams.List {
			for _, id := range field.Names {
				names = append(names, id.Name)
			}
		}
	}
	return names
}

// A param is a parameter that holds text, a number, or anything.
type param struct{ name, typ string }

// plainParams returns those of a function, and whether it gets an error, too.
func plainParams(typ *ast.FuncType) (params []param, withError bool) {
	for _, field := range typ.Params.List {
		of := field.Type
		if rest, ok := of.(*ast.Ellipsis); ok {
			of = rest.Elt
		}
		name := types.ExprString(of)
		switch _, basic := types.Universe.Lookup(name).(*types.TypeName); {
		case name == "error":
			withError = true
		case basic && name != "bool", strings.HasPrefix(name, "interface{"):
			for _, id := range field.Names {
				params = append(params, param{id.Name, name})
			}
		}
	}
	return params, withError
}

// conducts reports whether a body returns a parameter, or hands one to something that makes
// text of it.
func conducts(body *ast.BlockStmt, isParam func(*ast.Ident) bool) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			found = found || slices.ContainsFunc(n.Results, func(e ast.Expr) bool { return isMadeOf(e, isParam) })
		case *ast.CallExpr:
			fn, ok := n.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains(makers, types.ExprString(fn.X)) || fn.Sel.Name == "Errorf" {
				break
			}
			found = found || slices.ContainsFunc(n.Args, func(e ast.Expr) bool { return mentions(e, isParam) })
		}
		return !found
	})
	return found
}

// isMadeOf reports whether e is a parameter, its address, or a sum with one.
func isMadeOf(e ast.Expr, isParam func(*ast.Ident) bool) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return isParam(e)
	case *ast.UnaryExpr:
		return isMadeOf(e.X, isParam)
	case *ast.StarExpr:
		return isMadeOf(e.X, isParam)
	case *ast.BinaryExpr:
		return e.Op == token.ADD && mentions(e, isParam)
	}
	return false
}

// mentions reports whether an identifier in n is one that is wanted.
func mentions(n ast.Node, wanted func(*ast.Ident) bool) (found bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			found = found || wanted(id)
		}
		return !found
	})
	return found
}
