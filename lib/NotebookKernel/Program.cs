using NotebookKernel;

return await KernelTool.RunAsync(args);
