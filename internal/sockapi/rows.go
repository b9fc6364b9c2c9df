package sockapi

// The constructors of rows and effects. A slice, array or map of strings holds
// its text in its elements, "[]"; a []byte is text itself.

// none is the place of an effect that the function fixes itself.
var none Place

// row is a function that does what effects say.
func row(name string, effects ...Effect) Func { return Func{Name: name, Effects: effects} }

// since is a row of a function that Go has from release on.
func since(release string, row Func) Func {
	row.Since = release
	return row
}

// text is a function whose first result is text, or a number, made of each of from.
func text(name string, from ...Place) Func { return into(name, Ret(0), from...) }

// texts is a function whose first result is a slice of text made of each of from.
func texts(name string, from ...Place) Func { return into(name, Ret(0, "[]"), from...) }

// into is a function that puts text made of each of from into to.
func into(name string, to Place, from ...Place) Func {
	var effects []Effect
	for _, place := range from {
		effects = append(effects, formats(place, to))
	}
	return row(name, effects...)
}

// passes is a function whose first result holds each of from.
func passes(name string, from ...Place) Func {
	var effects []Effect
	for _, place := range from {
		effects = append(effects, carries(place, Ret(0)))
	}
	return row(name, effects...)
}

// exits is a function that does not return, but runs what is deferred: it panics,
// or ends the goroutine.
func exits(name string) Func { return row(name, Effect{Role: Exits}) }

// quits is a function that ends the process.
func quits(name string) Func { return row(name, Effect{Role: Quits}) }

// gets is the effect of a function that returns the value of an environment variable
// first.
func gets(name Place) Effect { return Effect{Role: Gets, From: name, To: Ret(0)} }

// makes is the effect of a function that makes a new directory in parent and
// returns its path first.
func makes(parent Place) Effect { return Effect{Role: Makes, From: parent, To: Ret(0)} }

// enters is the effect of a function that makes the directory path the current one.
func enters(path Place) Effect { return Effect{Role: Enters, From: path} }

// makesNamed is the effect of a function that makes the directory path.
func makesNamed(path Place) Effect { return Effect{Role: MakesNamed, From: path} }

// parent is a function whose first result is the directory that path is in.
func parent(name string, path Place) Func {
	return row(name, Effect{Role: Parents, From: path, To: Ret(0)})
}

// bases is the effect of a function whose first result is the name of path in the
// directory that it is in.
func bases(path Place) Effect { return Effect{Role: Bases, From: path, To: Ret(0)} }

// acquires is the effect of a function that binds address on network and
// returns the socket first.
func acquires(address, network Place) Effect {
	return Effect{Role: Acquires, From: address, To: Ret(0), Network: network}
}

// reads is the effect of a function that returns the local address of socket first.
func reads(socket Place) Effect { return Effect{Role: Reads, From: socket, To: Ret(0)} }

// binds is the effect of a function that binds address on a network it fixes itself,
// which is one with ports.
func binds(address Place) Effect { return Effect{Role: Binds, From: address} }

// bindsOn is the effect of a function that binds address on network.
func bindsOn(address, network Place) Effect {
	return Effect{Role: Binds, From: address, Network: network}
}

// bindsFirst is the effect of a function that binds the port which stands first in a text, as
// in "8080:80".
func bindsFirst(text Place) Effect { return Effect{Role: Binds, From: text, First: true} }

func releases(socket Place) Effect   { return Effect{Role: Releases, From: socket} }
func duplicates(socket Place) Effect { return Effect{Role: Duplicates, From: socket} }
func serves(socket Place) Effect     { return Effect{Role: Serves, From: socket} }
func dials(address Place) Effect     { return Effect{Role: Dials, From: address} }
func asks(address Place) Effect      { return Effect{Role: Asks, From: address} }
func finds(f Place) Effect           { return Effect{Role: Finds, From: f, To: Ret(0)} }
func starts(words Place) Effect      { return Effect{Role: Starts, From: words} }
func sets(value Place) Effect        { return Effect{Role: Sets, From: value} }
func writes(data Place) Effect       { return Effect{Role: Writes, From: data} }
func checks(key, in Place) Effect    { return Effect{Role: Checks, From: key, To: in} }
func locks(file Place) Effect        { return Effect{Role: Locks, From: file} }
func registers(key, in Place) Effect { return Effect{Role: Registers, From: key, To: in} }
func carries(from, to Place) Effect  { return Effect{Role: Carries, From: from, To: to} }
func formats(from, to Place) Effect  { return Effect{Role: Formats, From: from, To: to} }
func calls(f Place) Effect           { return Effect{Role: Calls, From: f} }
func repeats(f Place) Effect         { return Effect{Role: Repeats, From: f} }
func defers(f Place) Effect          { return Effect{Role: Defers, From: f} }
func spawns(f Place) Effect          { return Effect{Role: Spawns, From: f} }
func removes(path Place) Effect      { return Effect{Role: Removes, From: path} }
func unlinks(path Place) Effect      { return Effect{Role: Unlinks, From: path} }
