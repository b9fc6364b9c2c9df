package dirs

import (
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// inEnvironment notes that functions of the package bind sockets in d, which they
// find in the environment variable of that name.
func (ds *Dirs) inEnvironment(d *Dir, name string) {
	ds.Want(program.NamesOf(ds.Pass, sockapi.Gets)...)
	for _, fn := range ds.Funcs {
		for _, fl := range ds.Summary(fn).Environment() {
			binds := fl.BindsPath() && summary.IsMade(fl.Of) || fl.Role == summary.Names
			if binds && fl.From == (summary.Place{Root: summary.Environ, Path: name}) {
				d.Sockets = append(d.Sockets, handoff.Use{Role: dirUses[fl.Role], Name: program.NameOf(fn), Pos: fl.Sink.Pos, Sink: fl.Sink.Name, At: fl.Sink.Pos})
				return
			}
		}
	}
}
