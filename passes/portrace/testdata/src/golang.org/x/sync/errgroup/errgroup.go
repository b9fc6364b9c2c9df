// Package errgroup is what tests need of the package of that name.
package errgroup

type Group struct{ err error }

func (g *Group) Go(f func() error) { go f() }
func (g *Group) Wait() error       { return g.err }
