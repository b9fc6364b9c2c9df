package gate

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"unicode/utf8"

	"github.com/sockvet/sockvet/internal/pattern"
)

// carries reports whether text declares a function that may carry an address
// from its operands to its results for other packages: it is exported, its head
// speaks of ports or addresses, and there is a result that can hold one. A
// package of a getter such as
//
//	func (c *Config) HTTPPort() int
//
// binds nothing, but without its fact the port is lost on the way from the
// packages that set it to those that bind it.
func carries(text []byte) bool {
	for {
		_, rest, found := bytes.Cut(text, []byte("\nfunc "))
		if !found {
			return false
		}
		text = rest
		head := text[:headEnd(text)]
		if exported(head) && about().Match(head) && carrier(head) {
			return true
		}
	}
}

// exported reports whether the head may be that of a function or method whose
// name begins with a capital.
func exported(head []byte) bool {
	if bytes.HasPrefix(head, []byte("(")) {
		_, head, _ = bytes.Cut(head, []byte(")"))
	}
	head = bytes.TrimSpace(head)
	return len(head) > 0 && ('A' <= head[0] && head[0] <= 'Z' || head[0] >= utf8.RuneSelf)
}

// about matches in a name that speaks of ports or addresses: in the middle the word has a
// capital.
var about = pattern.New(`Port|Addr|Endpoint|Sock|\b(port|addr|endpoint|sock)`)

// anAddress matches a name of what is a port or an address, and not something else about one,
// such as an address's kind, or the name of an endpoint's connection.
var anAddress = pattern.New(`((Port|Addr|Address|Endpoint|Sock|Socket)(e?s)?|^(port|addr|address|endpoint|sock|socket)(e?s)?)` +
	`(Str|String|Num|Number|Path|Dir|File)?[0-9]*$`)

// carrier reports whether the function with a head may carry an address. Results that can
// hold just text or a number have to do with one wherever the head speaks of it. A type of the
// package's own holds it if it is made of one, or got as one: nearly all that clients of large
// services have is of such types, and has names of all kinds.
func carrier(head []byte) bool {
	decl := parseHead(head)
	if decl == nil || decl.Type.Results == nil {
		return false
	}
	var plain, own bool
	for _, result := range decl.Type.Results.List {
		p, o := holds(result.Type)
		plain, own = plain || p, own || o
	}
	is := anAddress().MatchString
	switch name := decl.Name.Name; {
	case plain && speaks(decl):
		return true
	case own && decl.Recv != nil && decl.Type.Params.NumFields() == 0 && is(name):
		return true
	}
	return own && slices.ContainsFunc(plainOperands(decl.Type), is)
}

// speaks reports whether a head speaks of ports or addresses. What a method is of does not
// count, unless it is one.
func speaks(decl *ast.FuncDecl) bool {
	found := about().MatchString(decl.Name.Name)
	for _, list := range []*ast.FieldList{decl.Type.Params, decl.Type.Results} {
		ast.Inspect(list, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				found = found || about().MatchString(id.Name)
			}
			return !found
		})
	}
	switch receiver(decl) {
	case "Port", "Addr", "Address", "AddrPort", "HostPort", "Endpoint", "Socket":
		found = true
	}
	return found
}

// parseHead parses the head of a function; it returns nil if that can't be done.
func parseHead(head []byte) *ast.FuncDecl {
	src := append([]byte("package p\nfunc "), head...)
	file, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	decl, _ := file.Decls[0].(*ast.FuncDecl)
	return decl
}

// headEnd returns where the body of the function that text declares begins: at the first
// brace that is in no list.
func headEnd(text []byte) int {
	depth := 0
	for i, c := range text {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case '{':
			if depth == 0 {
				return i
			}
		}
	}
	return len(text)
}

// holds reports whether a value of a type can hold a text or a number, plain or as a type
// that is made for addresses, and whether it can be of a type of the package's own. Other
// packages' types are other business, and so are errors and booleans.
func holds(typ ast.Expr) (plain, own bool) {
	ast.Inspect(typ, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			pkg, _ := n.X.(*ast.Ident)
			plain = plain || pkg != nil && slices.Contains([]string{"net", "netip", "url"}, pkg.Name)
			return false
		case *ast.InterfaceType:
			plain = true
			return false
		case *ast.Field:
			p, o := holds(n.Type) // and not its name
			plain, own = plain || p, own || o
			return false
		case *ast.Ident:
			switch {
			case n.Name == "error" || n.Name == "bool":
			case types.Universe.Lookup(n.Name) != nil:
				plain = true
			default:
				own = true
			}
		}
		return true
	})
	return plain, own
}

// plainOperands returns the names of the parameters that can hold text or a number.
func plainOperands(typ *ast.FuncType) []string {
	var names []string
	for _, param := range typ.Params.List {
		if plain, _ := holds(param.Type); plain {
			for _, id := range param.Names {
				names = append(names, id.Name)
			}
		}
	}
	return names
}

// receiver returns the name of the type that a method is of; "" for a function.
func receiver(decl *ast.FuncDecl) string {
	if decl.Recv == nil || len(decl.Recv.List) == 0 {
		return ""
	}
	typ := decl.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	id, _ := typ.(*ast.Ident)
	if id == nil {
		return ""
	}
	return id.Name
}
