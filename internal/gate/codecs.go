package gate

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// converts reports whether callers get back what they hand to a function as encoded text, or
// what such text says: as with
//
//	func ToTyped(m proto.Message) *Typed // which calls proto.Marshal
//	func Parse(data []byte) (*Config, error) // which calls yaml.Unmarshal
//
// Generated methods that encode and decode what they are of are many, and don't count.
func converts(fn *ast.FuncDecl) bool {
	values, texts := codecParams(fn.Type)
	results := hasResult(fn.Type)
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return !found
		}
		switch first, name := call.Args[0], calledName(call); {
		case strings.HasPrefix(name, "Marshal"):
			found = found || results && isMadeOf(first, isOneOf(values))
		case strings.HasPrefix(name, "Unmarshal") && len(call.Args) == 2 && mentions(first, isOneOf(texts)):
			into := call.Args[1]
			found = found || isMadeOf(into, isOneOf(values)) || results && !mentions(into, isOneOf(receivers(fn)))
		}
		return !found
	})
	return found
}

// mayConvert is what is quickly seen of it.
const mayConvert = "arshal"

// codecParams returns the names of the parameters of a function: those that an encoder may be
// given, and those that hold text.
func codecParams(typ *ast.FuncType) (values, texts []string) {
	for _, field := range typ.Params.List {
		name := types.ExprString(field.Type)
		for _, id := range field.Names {
			if name == "[]byte" || name == "string" {
				texts = append(texts, id.Name)
			} else {
				values = append(values, id.Name)
			}
		}
	}
	return values, texts
}

// hasResult reports whether a function returns something other than an error.
func hasResult(typ *ast.FuncType) bool {
	if typ.Results == nil {
		return false
	}
	for _, field := range typ.Results.List {
		if types.ExprString(field.Type) != "error" {
			return true
		}
	}
	return false
}

// receivers returns the name of the receiver of a method, if it has one.
func receivers(fn *ast.FuncDecl) []string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 || len(fn.Recv.List[0].Names) == 0 {
		return nil
	}
	return []string{fn.Recv.List[0].Names[0].Name}
}

// calledName returns the last name of the function that is called; "" if it has none, or is
// one of the package's own.
func calledName(call *ast.CallExpr) string {
	if fn, ok := call.Fun.(*ast.SelectorExpr); ok {
		return fn.Sel.Name
	}
	return ""
}

func isOneOf(names []string) func(*ast.Ident) bool {
	return func(id *ast.Ident) bool { return slices.Contains(names, id.Name) }
}
