package bodies

import (
	"go/ast"
	"go/types"
)

// check has go/types check a function as if it were a function literal in its place.
// Unlike a declaration, that can be checked by itself. It gets variables of its own for
// parameters and results, for which their names stand from then on; those of the
// signature, which nothing in the body refers to, stay as they are.
func (b *Bodies) check(decl *ast.FuncDecl) error {
	literal, added := literalOf(decl)
	// At this position the scope is that of the file, since no function covers it yet.
	err := types.CheckExpr(b.fset, b.pkg, decl.Body.Lbrace, literal, b.info)
	b.info.Scopes[decl.Type] = b.info.Scopes[literal.Type]
	delete(b.info.Scopes, literal.Type)
	delete(b.info.Types, literal)
	delete(b.info.Types, literal.Type)
	for _, name := range added {
		delete(b.info.Defs, name)
	}
	return err
}

// literalOf returns decl as a function literal, of which the receiver is the first
// parameter, and the names that it has and decl has not: parameters need names if the
// receiver has one, and the other way round.
func literalOf(decl *ast.FuncDecl) (literal *ast.FuncLit, added []*ast.Ident) {
	params := &ast.FieldList{Opening: decl.Type.Params.Opening, Closing: decl.Type.Params.Closing}
	for _, list := range []*ast.FieldList{decl.Recv, decl.Type.Params} {
		if list == nil {
			continue
		}
		for _, field := range list.List {
			if len(field.Names) == 0 {
				name := &ast.Ident{NamePos: field.Pos(), Name: "_"}
				added = append(added, name)
				field = &ast.Field{Names: []*ast.Ident{name}, Type: field.Type}
			}
			params.List = append(params.List, field)
		}
	}
	return &ast.FuncLit{
		Type: &ast.FuncType{Func: decl.Type.Func, Params: params, Results: decl.Type.Results},
		Body: decl.Body,
	}, added
}
