// What `node --require` loads in processes that the command starts, and in those that a program starts with its own `process.execArgv`.
//
// Threads inherit the option. Workers have nothing to do with it: what starts them brings its own loader along. And in the thread in which Node 22
// runs the hooks of others no ES module can be required at all: so this is CommonJS.
if (process.getBuiltinModule('node:worker_threads').isMainThread) require('./prepare-main.js');
