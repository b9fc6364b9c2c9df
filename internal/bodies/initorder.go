package bodies

import (
	"container/heap"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// orderVariables puts into order how the variables of the package are initialized, as
// go/types does when it knows all bodies: each after what it depends on, and else in the
// order of the source. A variable depends on what stands in its declaration, and in the
// bodies of functions named there; these are checked.
func (b *Bodies) orderVariables() error {
	o := orderer{Bodies: b, nodes: map[types.Object][]ast.Node{}, named: map[types.Object][]types.Object{}}
	o.collect()
	position := make(map[types.Object]int, len(o.variables))
	for i, v := range o.variables {
		position[v] = i
	}
	waiting := make([]int, len(o.variables)) // for so many
	waitedFor := make([][]int, len(o.variables))
	for i, v := range o.variables {
		before, err := o.dependencies(v)
		if err != nil {
			return err
		}
		for _, other := range before {
			waiting[i]++
			waitedFor[position[other]] = append(waitedFor[position[other]], i)
		}
	}
	o.info.InitOrder = sortInitializers(o.info.InitOrder, o.variables, waiting, waitedFor)
	return nil
}

// sortInitializers sorts the initializers of variables: next is always the first variable
// that waits for none.
func sortInitializers(all []*types.Initializer, variables []*types.Var, waiting []int, waitedFor [][]int) []*types.Initializer {
	byVariable := map[*types.Var]*types.Initializer{}
	for _, init := range all {
		byVariable[init.Lhs[0]] = init
	}
	var ready numbers
	for i, n := range waiting {
		if n == 0 {
			ready = append(ready, i) // is a heap, since it is sorted
		}
	}
	var sorted []*types.Initializer
	for len(ready) > 0 {
		next := heap.Pop(&ready).(int)
		if init := byVariable[variables[next]]; init != nil {
			sorted = append(sorted, init)
		}
		for _, i := range waitedFor[next] {
			if waiting[i]--; waiting[i] == 0 {
				heap.Push(&ready, i)
			}
		}
	}
	return sorted
}

// An orderer knows what the declarations of a package depend on.
type orderer struct {
	*Bodies
	variables []*types.Var
	nodes     map[types.Object][]ast.Node     // that declare a variable, constant, function or method
	named     map[types.Object][]types.Object // of those, the others that stand in its declaration
}

// collect fills in the variables, in the order of the source, and the nodes.
func (o *orderer) collect() {
	for _, file := range o.files {
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				o.nodes[o.info.Defs[decl.Name]] = []ast.Node{decl}
			case *ast.GenDecl:
				o.collectValues(decl)
			}
		}
	}
}

func (o *orderer) collectValues(decl *ast.GenDecl) {
	var repeated []ast.Node // by constants without values
	for _, spec := range decl.Specs {
		spec, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		nodes := nodesOf(spec)
		if decl.Tok == token.CONST && len(spec.Values) == 0 {
			nodes = repeated
		}
		repeated = nodes
		for i, name := range spec.Names {
			obj := o.info.Defs[name]
			if v, ok := obj.(*types.Var); ok {
				o.variables = append(o.variables, v)
			}
			o.nodes[obj] = nodes
			if decl.Tok == token.VAR && len(spec.Values) == len(spec.Names) {
				o.nodes[obj] = slices.DeleteFunc([]ast.Node{spec.Type, spec.Values[i]}, func(n ast.Node) bool { return n == ast.Expr(nil) })
			}
		}
	}
}

// nodesOf returns the type and the values of spec.
func nodesOf(spec *ast.ValueSpec) []ast.Node {
	var nodes []ast.Node
	if spec.Type != nil {
		nodes = append(nodes, spec.Type)
	}
	for _, value := range spec.Values {
		nodes = append(nodes, value)
	}
	return nodes
}

// dependencies returns the variables that v depends on, each once.
func (o *orderer) dependencies(v *types.Var) ([]*types.Var, error) {
	var before []*types.Var
	seen := map[types.Object]bool{v: true}
	todo := []types.Object{v}
	for len(todo) > 0 {
		last := len(todo) - 1
		named, err := o.namedBy(todo[last])
		if err != nil {
			return nil, err
		}
		todo = todo[:last]
		for _, obj := range named {
			if seen[obj] {
				continue
			}
			seen[obj] = true
			if other, ok := obj.(*types.Var); ok {
				before = append(before, other) // what that depends on comes before it, and so before v
			} else {
				todo = append(todo, obj)
			}
		}
	}
	return before, nil
}

// namedBy returns the objects of the package that stand in the declaration of obj. The
// error is that of a body.
func (o *orderer) namedBy(obj types.Object) ([]types.Object, error) {
	if named, known := o.named[obj]; known {
		return named, nil
	}
	var named []types.Object
	for _, n := range o.nodes[obj] {
		if decl, ok := n.(*ast.FuncDecl); ok {
			if err := o.Check(decl); err != nil {
				return nil, err
			}
		}
		ast.Inspect(n, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if used := o.info.Uses[id]; used != nil && o.nodes[used] != nil && !slices.Contains(named, used) {
					named = append(named, used)
				}
			}
			return true
		})
	}
	o.named[obj] = named
	return named, nil
}

// numbers are a heap.
type numbers []int

func (n numbers) Len() int           { return len(n) }
func (n numbers) Less(i, j int) bool { return n[i] < n[j] }
func (n numbers) Swap(i, j int)      { n[i], n[j] = n[j], n[i] }
func (n *numbers) Push(x any)        { *n = append(*n, x.(int)) }
func (n *numbers) Pop() any {
	last := (*n)[len(*n)-1]
	*n = (*n)[:len(*n)-1]
	return last
}
